using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Core.Tests;

/// <summary>Remembers what was told to whom.</summary>
internal sealed class World : IDelivery, IAnnouncer
{
    private readonly List<ChatEvent> announced = [];
    private readonly List<(PersonId Person, PersonalEvent Event)> told = [];
    private int underWay;

    public IReadOnlyList<T> Heard<T>()
        where T : ChatEvent
        => [.. Announced.OfType<T>()];

    public IReadOnlyList<ChatEvent> Announced
    {
        get
        {
            Assert.Equal(0, underWay);
            return announced;
        }
    }

    public IReadOnlyList<T> Told<T>(Person person)
        where T : PersonalEvent
        => [.. told.Where(one => one.Person == person.Id).Select(one => one.Event).OfType<T>()];

    public IAnnouncer Begin()
    {
        underWay++;
        return this;
    }

    public void Announce(ChatEvent happened)
    {
        Assert.True(underWay > 0, "A change is announced before its end.");
        announced.Add(happened);
    }

    public void Dispose() => Assert.True(--underWay >= 0, "A change ends once.");

    public void Tell(PersonId person, PersonalEvent happened) => told.Add((person, happened));

    public void Whisper(FleetingEvent happened) => throw new NotSupportedException();

    public void Disconnect(PersonId person, SessionId? session, string reason) => throw new NotSupportedException();

    public void Reconsider(IReadOnlyList<ChatId> chats) => throw new NotSupportedException();
}
