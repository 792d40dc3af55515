using Haggle.Dialects.Tests.Boards;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

[assembly: AssemblyFixture(typeof(RealmServer))]

namespace Haggle.Dialects.Tests.Boards;

/// <summary>Where nobody's word is taken: people prove who they are by tokens of a sign-in service with a realm for buyers and one for sellers.</summary>
public sealed class RealmServer : NativeServer
{
    private readonly Realms realms = new();

    protected override IEnumerable<(string Name, string Value)> Settings => [("HAGGLE_IDENTITY", "verified"), ("BOARDS_GLOBAL_LISTS", "true"), .. realms.Settings];

    /// <inheritdoc cref="Realms.Token"/>
    public string Token(string realm, string subject, TimeSpan? life = null, string? party = null) => realms.Token(realm, subject, life, party);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        realms.Dispose();
    }

    protected override Task<string?> DatabaseUrlAsync() => Task.FromResult<string?>(null);
}
