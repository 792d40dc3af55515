namespace Haggle.Core.People;

/// <summary>Where the person is signed in, last used first.</summary>
public sealed class ListSessions(ISessions sessions, TimeProvider clock)
{
    public ValueTask<IReadOnlyList<Session>> RunAsync(PersonId person, CancellationToken cancellation)
        => sessions.ListAsync(person, clock.Now(), cancellation);
}
