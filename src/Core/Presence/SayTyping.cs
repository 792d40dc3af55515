using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Presence;

/// <summary>Tells the other members that somebody is writing, or no longer.</summary>
public sealed class SayTyping(ITyping typing, IDelivery delivery)
{
    /// <param name="eachTime">Also when the others know it already: for wires that promise to pass on every word of it.</param>
    /// <returns><see cref="RefusalKind.NotFound"/> <c>chat</c> for whoever is no member.</returns>
    public async ValueTask<Result<Done>> RunAsync(Person person, ChatId chat, TypingKind kind, bool starts, CancellationToken cancellation, bool eachTime = false)
    {
        if (!await typing.MayTypeAsync(chat, person.Id, cancellation))
            return Refusal.NotFound("chat");
        FleetingEvent? news = starts ? typing.Start(chat, person.Id, kind, eachTime) : typing.Stop(chat, person.Id);
        if (news is null && eachTime && !starts)
            news = new TypingStopped(chat, person.Id, kind);
        if (news is not null)
            delivery.Whisper(news);
        return default(Done);
    }
}

/// <summary>Who is writing where: kept in memory, over by itself.</summary>
public interface ITyping
{
    /// <summary>Whether the person is in the chat.</summary>
    ValueTask<bool> MayTypeAsync(ChatId chat, PersonId person, CancellationToken cancellation);

    /// <returns>What the others are to be told, or null when they know.</returns>
    TypingStarted? Start(ChatId chat, PersonId person, TypingKind kind, bool eachTime = false);

    /// <returns>What the others are to be told, or null when the person was not typing.</returns>
    TypingStopped? Stop(ChatId chat, PersonId person);
}
