namespace Haggle.Server.Tests.Authorisation;

/// <summary>Who may do what on the socket: a row for each command of the server's own list, a cell for each of <see cref="Who"/> who gets a socket.</summary>
/// <remarks>A cell is <c>ok</c> or the error's code.</remarks>
internal static class CommandTable
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        //                            guest       stranger    former      moderator   admin       member      owner
        new("session.start",         "ok          ok          ok          ok          ok          ok          ok", _ => new { protocol = 1, chats = Array.Empty<long[]>() }),
        new("session.refresh",       "forbidden   forbidden   forbidden   forbidden   forbidden   forbidden   forbidden", scene => new { access_token = scene.Spare.AccessToken }),
        new("ping",                  "ok          ok          ok          ok          ok          ok          ok", _ => new { }),
        new("presence.set",          "ok          ok          ok          ok          ok          ok          ok", _ => new { status = "away" }),
        new("presence.watch",        "ok          ok          ok          ok          ok          ok          ok", scene => new { user_ids = new[] { scene.Cast.Extra.Id } }),
        new("presence.unwatch",      "ok          ok          ok          ok          ok          ok          ok", _ => new { }),
        new("typing.start",          "not_found   not_found   not_found   not_found   not_found   ok          ok", scene => new { chat_id = scene.Chat }),
        new("typing.stop",           "not_found   not_found   not_found   not_found   not_found   ok          ok", scene => new { chat_id = scene.Chat }),
        new("receipt.read",          "not_found   not_found   not_found   not_found   not_found   ok          ok", scene => new { chat_id = scene.Chat, up_to_seq = 1 }),
        new("receipt.deliver",       "not_found   not_found   not_found   not_found   not_found   ok          ok", scene => new { chat_id = scene.Chat, up_to_seq = 1 }),
        new("chat.sync",             "not_found   not_found   not_found   not_found   not_found   ok          ok", scene => new { chat_id = scene.Chat, seq = 0, revision = 0 }),
        new("chat.history",          "not_found   not_found   not_found   not_found   not_found   ok          ok", scene => new { chat_id = scene.Chat }),
        new("message.send",          "not_found   not_found   not_found   not_found   not_found   ok          ok", scene => new { chat_id = scene.Chat, content = "Let me in" }),
        new("message.edit",          "not_found   not_found   not_found   not_found   not_found   forbidden   ok", scene => new { message_id = scene.Message, content = "Is the red one still for sale?" }),
        new("message.pin",           "not_found   not_found   not_found   not_found   not_found   forbidden   ok", scene => new { message_id = scene.Message }),
        new("message.unpin",         "not_found   not_found   not_found   not_found   not_found   forbidden   ok", scene => new { message_id = scene.Message }),
        new("reaction.add",          "not_found   not_found   not_found   not_found   not_found   ok          ok", scene => new { message_id = scene.Message, emoji = "👍" }),
        new("reaction.remove",       "not_found   not_found   not_found   not_found   not_found   ok          ok", scene => new { message_id = scene.Message, emoji = "👍" }),
        new("message.delete",        "not_found   not_found   not_found   ok          ok          forbidden   ok", scene => new { message_id = scene.Message }),
        new("message.delete",        "not_found   not_found   not_found   not_found   not_found   ok          ok", scene => new { message_id = scene.Message, @for = "me" }),
    ];

    /// <summary>Those who get a socket, in the order of the columns.</summary>
    public static readonly IReadOnlyList<Who> Columns = [Who.Guest, Who.Stranger, Who.Former, Who.Moderator, Who.Admin, Who.Member, Who.Owner];

    internal sealed record Row(string Command, string Cells, Func<Scene, object> Data)
    {
        public string Expected(int column) => Cells.Split(' ', StringSplitOptions.RemoveEmptyEntries)[column];
    }
}
