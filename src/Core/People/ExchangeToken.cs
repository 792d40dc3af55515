namespace Haggle.Core.People;

/// <summary>Signs in with a token that the marketplace issued.</summary>
public sealed class ExchangeToken(IMarketplaceTokens tokens, AdmitFromMarketplace admit, StartSession start)
{
    /// <returns><see cref="RefusalKind.Unauthenticated"/>.</returns>
    public async ValueTask<Result<SignedIn>> RunAsync(string? token, Device device, CancellationToken cancellation)
    {
        if (!(await tokens.ReadAsync(token, cancellation)).TryGet(out var identity, out var refusal))
            return refusal;
        if (!(await admit.RunAsync(identity, cancellation)).TryGet(out var person, out refusal))
            return refusal;
        return await start.RunAsync(person, device, null, cancellation);
    }
}
