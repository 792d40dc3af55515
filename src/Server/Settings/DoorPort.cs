namespace Haggle.Server.Settings;

/// <summary>Where a door may have a port of its own.</summary>
/// <param name="Number">Null: it has none. 0: a free one.</param>
/// <param name="IsAskedFor">The operator wants it: if it cannot be had, the server does not start.</param>
internal sealed record DoorPort(int? Number, bool IsAskedFor);
