using System.Collections.Concurrent;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Realtime.Presence;

/// <summary>Who is writing where, until it expires by itself.</summary>
public sealed class TypingBoard(TimeProvider clock)
{
    /// <summary>Typing is over so long after it was last said.</summary>
    public static readonly TimeSpan Expires = TimeSpan.FromSeconds(6);

    /// <summary>Clients say it again this often; said more often, the others are not told each time.</summary>
    public static readonly TimeSpan Repeats = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Throttle = TimeSpan.FromSeconds(3);

    /// <summary>More would be no people; further typing is not told.</summary>
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<(ChatId Chat, PersonId Person), (TypingKind Kind, DateTimeOffset Told)> typing = new();

    /// <param name="eachTime">Whether they are told what they know.</param>
    /// <returns>What the others are told, or null when they know.</returns>
    public TypingStarted? Start(ChatId chat, PersonId person, TypingKind kind, bool eachTime = false)
    {
        var now = clock.Now();
        if (typing.TryGetValue((chat, person), out var known) ? !eachTime && known.Kind == kind && now - known.Told < Throttle : typing.Count >= Most)
            return null;
        typing[(chat, person)] = (kind, now);
        return new TypingStarted(chat, person, kind, now + Expires);
    }

    /// <returns>What the others are told, or null when the person was not typing.</returns>
    public TypingStopped? Stop(ChatId chat, PersonId person)
        => typing.TryRemove((chat, person), out var known) ? new TypingStopped(chat, person, known.Kind) : null;

    internal IEnumerable<TypingStopped> StopAll(PersonId person)
        => typing.IsEmpty ? [] : [.. typing.Keys.Where(key => key.Person == person).Select(key => Stop(key.Chat, person)).OfType<TypingStopped>()];

    internal IEnumerable<TypingStopped> StopExpired()
    {
        var now = clock.Now();
        return typing.IsEmpty ? [] : [.. typing.Where(entry => now - entry.Value.Told >= Expires).Select(entry => Stop(entry.Key.Chat, entry.Key.Person)).OfType<TypingStopped>()];
    }
}
