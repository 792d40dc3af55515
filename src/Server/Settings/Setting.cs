namespace Haggle.Server.Settings;

/// <summary>One thing that an operator may set, by environment variable or appsettings key of the same name.</summary>
/// <param name="Name">The variable, such as <c>PORT</c>.</param>
/// <param name="Default">What holds when it is absent, as it would be written; empty when absent means off.</param>
/// <param name="Allowed">The unit and the range, for people.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="IsSecret">Never shown or logged.</param>
internal sealed record Setting(string Name, string Default, string Allowed, string Meaning, bool IsSecret = false);
