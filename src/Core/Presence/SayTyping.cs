using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Presence;

/// <summary>Tells the other members that somebody is writing, or no longer.</summary>
public sealed class SayTyping(ITyping typing, IDelivery delivery)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>chat</c> for whoever is no member.</returns>
    public ValueTask<Result<Done>> RunAsync(Person person, ChatId chat, TypingKind kind, bool starts, CancellationToken cancellation)
        => RunAsync(person, chat, kind, starts, everyTime: false, cancellation);

    /// <param name="everyTime">The others are told even if they know already: for wires whose clients forget it by themselves, sooner than ours.</param>
    /// <inheritdoc cref="RunAsync(Person, ChatId, TypingKind, bool, CancellationToken)"/>
    public async ValueTask<Result<Done>> RunAsync(Person person, ChatId chat, TypingKind kind, bool starts, bool everyTime, CancellationToken cancellation)
    {
        if (!await typing.MayTypeAsync(chat, person.Id, cancellation))
            return Refusal.NotFound("chat");
        if (Say(person.Id, chat, kind, starts, everyTime) is { } news)
            delivery.Whisper(news);
        return default(Done);
    }

    private FleetingEvent? Say(PersonId person, ChatId chat, TypingKind kind, bool starts, bool everyTime)
    {
        if (!starts)
            return typing.Stop(chat, person) ?? (everyTime ? new TypingStopped(chat, person, kind) : null);
        if (everyTime)
            typing.Stop(chat, person);
        return typing.Start(chat, person, kind);
    }
}

/// <summary>Who is writing where: kept in memory, over by itself.</summary>
public interface ITyping
{
    /// <summary>Whether the person is in the chat.</summary>
    ValueTask<bool> MayTypeAsync(ChatId chat, PersonId person, CancellationToken cancellation);

    /// <returns>What the others are to be told, or null when they know.</returns>
    TypingStarted? Start(ChatId chat, PersonId person, TypingKind kind);

    /// <returns>What the others are to be told, or null when the person was not typing.</returns>
    TypingStopped? Stop(ChatId chat, PersonId person);
}
