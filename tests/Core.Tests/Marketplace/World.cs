using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Core.Tests;

/// <summary>Remembers what was told to whom.</summary>
internal sealed class World : IDelivery
{
    private readonly List<ChatEvent> announced = [];
    private readonly List<(PersonId Person, PersonalEvent Event)> told = [];

    public IReadOnlyList<T> Heard<T>()
        where T : ChatEvent
        => [.. announced.OfType<T>()];

    public IReadOnlyList<ChatEvent> Announced => announced;

    public IReadOnlyList<T> Told<T>(Person person)
        where T : PersonalEvent
        => [.. told.Where(one => one.Person == person.Id).Select(one => one.Event).OfType<T>()];

    public void Announce(ChatEvent happened) => announced.Add(happened);

    public void Tell(PersonId person, PersonalEvent happened) => told.Add((person, happened));

    public void Whisper(FleetingEvent happened) => throw new NotSupportedException();

    public void Disconnect(PersonId person, SessionId? session, string reason) => throw new NotSupportedException();

    public void Reconsider(IReadOnlyList<ChatId> chats) => throw new NotSupportedException();
}
