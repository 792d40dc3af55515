namespace Haggle.Core.Chats;

/// <summary>What cannot be told event by event is told as such.</summary>
internal static class Outdating
{
    /// <summary>Lets the members' devices ask for the chat anew. Call it after the commit.</summary>
    public static async ValueTask TellOutdatedAsync(this IAudiences audiences, IDelivery delivery, ChatId chat, CancellationToken cancellation)
    {
        if (await audiences.AudienceAsync(chat, cancellation) is not { } audience)
            return;
        foreach (var member in audience.Members)
            delivery.Tell(member, new ChatOutdated(chat, audience.Revision));
    }
}
