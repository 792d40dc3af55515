using Haggle.Core.Text;

namespace Haggle.Core.Keys;

/// <summary>Makes a key for the marketplace's backend. It is shown this once: only its hash is kept.</summary>
public sealed class CreateKey(IServerKeys keys, TimeProvider clock)
{
    public const int NameCharacters = 64;

    /// <returns><see cref="RefusalKind.Invalid"/> <c>name</c>.</returns>
    public async ValueTask<Result<CreatedKey>> RunAsync(string? name, CancellationToken cancellation)
    {
        var trimmed = name?.Trim() ?? "";
        if (!WellFormed.IsWellFormed(trimmed) || trimmed.Any(char.IsControl) || CodePoints.Count(trimmed) is < 1 or > NameCharacters)
            return Refusal.Invalid("name", "A key's name is 1 to 64 characters");
        var secret = KeySecret.Fresh();
        var key = await keys.AddAsync(trimmed, KeySecret.HashOf(secret), KeySecret.HintOf(secret), clock.Now(), cancellation);
        return new CreatedKey(key, secret);
    }
}

/// <param name="Secret">What the backend sends as <c>X-Api-Key</c>.</param>
public sealed record CreatedKey(ServerKey Key, string Secret)
{
    /// <summary>Without the secret, so that no log line holds it by accident.</summary>
    public override string ToString() => Key.ToString();
}
