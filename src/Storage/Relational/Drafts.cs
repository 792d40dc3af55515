using Haggle.Core.Messages;

namespace Haggle.Storage.Relational;

internal static class Drafts
{
    /// <summary>The message as it now is in the table: what was drafted stays here, what the table added comes back.</summary>
    public static Message ToMessage(this Posting posting, MessageId id, long seq, long revision, Quote? quote) => new()
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
        ReplyTo = quote,
        ForwardedFrom = posting.Draft.ForwardedFrom,
        Mentions = posting.Draft.Mentions,
        SentAt = posting.SentAt,
    };
}
