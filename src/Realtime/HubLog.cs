using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Microsoft.Extensions.Logging;

namespace Haggle.Realtime;

/// <summary>What delivery tells the operator. The two wordings of a broadcast are documented by an existing system, to the letter.</summary>
internal static partial class HubLog
{
    public static void LogBroadcast(this Hub hub, Message message, IReadOnlyCollection<PersonId> members)
    {
        if (!hub.Log.IsEnabled(LogLevel.Debug))
            return;
        Broadcast(hub.Log, members.Count, message.ChatId);
        foreach (var member in members)
            Published(hub.Log, member, message.Id);
    }

    public static void LogStreamWaits(this Hub hub, ChatId chat, Exception outage) => StreamWaits(hub.Log, chat, outage);

    [LoggerMessage(10, LogLevel.Debug, "Broadcast message.created to {Count} participants in chat {Chat}")]
    private static partial void Broadcast(ILogger log, int count, ChatId chat);

    [LoggerMessage(11, LogLevel.Debug, "Published message.created to user {Person} for message {Message}")]
    private static partial void Published(ILogger log, PersonId person, MessageId message);

    [LoggerMessage(12, LogLevel.Warning, "Chat {Chat} cannot be delivered now: the store is away")]
    private static partial void StreamWaits(ILogger log, ChatId chat, Exception outage);
}
