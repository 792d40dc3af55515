using Haggle.Core.Messages;

namespace Haggle.Storage.Relational;

internal static class Drafts
{
    /// <summary>The message as it now is in the table: what was drafted stays here, what the table added comes back.</summary>
    /// <param name="sentAt">Later than the time of the posting where the chat had a later one: within a chat times grow with seq.</param>
    public static Message ToMessage(this Posting posting, MessageId id, long seq, long revision, DateTimeOffset sentAt, Quote? quote) => new()
    {
        Id = id,
        ChatId = posting.Draft.ChatId,
        Seq = seq,
        Revision = revision,
        AuthorId = posting.Author,
        Type = posting.Draft.Type,
        Content = posting.Draft.Content,
        Payload = posting.Draft.Payload,
        ClientMessageId = posting.Draft.ClientMessageId,
        IsNamed = posting.Draft.IsNamed,
        ReplyTo = quote,
        ForwardedFrom = posting.Draft.ForwardedFrom,
        Mentions = posting.Draft.Mentions,
        SentAt = sentAt,
    };
}
