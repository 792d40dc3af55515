using System.Text;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Realtime;

namespace Haggle.Bench.Micro;

/// <summary>One ordinary message, as the client says it and as it is stored.</summary>
internal static class Samples
{
    public const string ClientId = "0197b2c4-5f1e-7c3a-9d2b-4e8f6a1b0c5d";

    // 100 bytes, as in bench load.
    public const string Text = "Is it still for sale? I could come by on Saturday morning and pay in cash, if 90 is all right for u.";

    public static readonly Listener Author = new(new PersonId(7), true), Reader = new(new PersonId(9), true);

    public static readonly byte[] SendFrame = Encoding.UTF8.GetBytes(
        $$$"""{"event":"message.send","data":{"chat_id":12,"client_message_id":"{{{ClientId}}}","content":"{{{Text}}}"},"id":"c17"}""");

    public static MessageSent Sent(long chat, long seq) => new(new Message
    {
        Id = new MessageId(1000 + seq),
        ChatId = new ChatId(chat),
        Seq = seq,
        Revision = seq,
        AuthorId = Author.PersonId,
        Type = MessageType.Text,
        Content = Text,
        ClientMessageId = ClientId,
        SentAt = new DateTimeOffset(2026, 1, 15, 9, 30, 2, 518, TimeSpan.Zero),
    });
}
