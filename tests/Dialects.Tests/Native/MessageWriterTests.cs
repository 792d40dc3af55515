using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native;
using Haggle.Dialects.Native.Shapes;
using Haggle.Dialects.Native.Socket;

namespace Haggle.Dialects.Tests.Native;

/// <summary>The shape of a message is said once, by its record; the fast way of writing it must say the same bytes.</summary>
public sealed class MessageWriterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 15, 12, 30, 2, 518, 204, TimeSpan.Zero);

    private static readonly Message Plain = new()
    {
        Id = new MessageId(311), ChatId = new ChatId(12), Seq = 5, Revision = 9, AuthorId = new PersonId(7), Type = MessageType.Text,
        Content = "Ещё <продаёте> & \"как\"? 👍\n", ClientMessageId = "k\"1", SentAt = Noon,
    };

    public static TheoryData<string, Message> Messages => new()
    {
        { "plain", Plain },
        { "without a client id", Plain with { ClientMessageId = null } },
        { "of the largest numbers", Plain with { Id = new MessageId(9007199254740991), Seq = 9007199254740991, Revision = 9007199254740991 } },
        { "at a whole second", Plain with { SentAt = new DateTimeOffset(2026, 1, 15, 12, 30, 2, TimeSpan.Zero) } },
        { "of the server", Plain with { AuthorId = null, Type = MessageType.System, Payload = """{"kind":"member_added"}""" } },
        { "of a place", Plain with { Type = MessageType.Location, Payload = """{"lat":1,"lon":2}""" } },
        { "that replies", Plain with { ReplyTo = new Quote(new MessageId(3), 1, new PersonId(8), MessageType.Text, "yes") } },
        { "forwarded", Plain with { ForwardedFrom = new Forwarding(null, new PersonId(8), Noon) } },
        { "that mentions", Plain with { Mentions = [new PersonId(8)] } },
        { "reacted to", Plain with { Reactions = [new ReactionCount("👍", [new PersonId(7), new PersonId(8)])] } },
        { "edited", Plain with { EditedAt = Noon } },
        { "deleted", Plain with { DeletedAt = Noon, Content = "" } },
        { "pinned", Plain with { PinnedAt = Noon } },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_is_written_as_its_shape_says(string which, Message message)
    {
        foreach (var viewer in (PersonId[])[new(7), new(8)])
        {
            var shape = JsonSerializer.Serialize(MessageJson.From(message, viewer), NativeJson.Wire.MessageJson);
            Assert.True(shape == Written(message, viewer), $"a message {which}, seen by {viewer}");
        }
    }

    [Fact]
    public void A_page_is_written_as_its_shape_says()
    {
        var viewer = new PersonId(7);
        foreach (var page in (MessagePage[])[new([], false, true, 0, 1), new([Plain, Plain with { Seq = 6, EditedAt = Noon }], true, false, 6, 12)])
        {
            var shape = JsonSerializer.Serialize(MessagePageJson.From(page, viewer), NativeJson.Wire.MessagePageJson);
            Assert.Equal(shape, Written(writer => MessageWriter.Write(writer, page, viewer)));
        }
    }

    [Theory]
    [InlineData("2026-01-15T12:30:02.5182049+02:00", "2026-01-15T10:30:02.518204Z")]
    [InlineData("2026-12-31T23:59:59.999999Z", "2026-12-31T23:59:59.999999Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z")]
    [InlineData("2024-02-29T00:00:00.000001Z", "2024-02-29T00:00:00.000001Z")]
    public void An_instant_is_written_in_UTC_with_six_digits(string instant, string written)
        => Assert.Equal($"\"{written}\"", Written(writer => UtcInstant.Write(writer, DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture))));

    private static string Written(Message message, PersonId viewer) => Written(writer => MessageWriter.Write(writer, message, viewer));

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, NativeJson.Writer))
            write(writer);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
