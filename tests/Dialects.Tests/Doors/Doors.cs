using System.Text.Json;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Doors;

/// <summary>A chat about a listing: a buyer without an account, who knows Lais and Boards, and a seller with a number, who knows them all.</summary>
/// <param name="Server">Where all doors are.</param>
/// <param name="Chat">Its id; Boards has one of its own.</param>
/// <param name="Buyer">A UUID.</param>
/// <param name="Seller">The marketplace's number.</param>
/// <param name="SellerId">Our id of the seller.</param>
/// <param name="Token">The seller's.</param>
internal sealed record Talk(Uri Server, long Chat, string Buyer, string Seller, long SellerId, string Token);

/// <summary>The buyer's page of Lais.</summary>
internal sealed class LaisDoor(Talk talk, JsonSocket socket) : Door(Http(talk.Server, null), socket)
{
    private const string At = "/lais/api/chat";

    public static async Task<Door> OpenAsync(Talk talk)
        => new LaisDoor(talk, await JsonSocket.ConnectAsync(talk.Server, $"{At}/ws/{talk.Chat}?user_id={talk.Buyer}"));

    public override async Task<IReadOnlyList<Line>> HistoryAsync()
        => [.. (await GetAsync($"{At}/chats/{talk.Chat}/messages")).EnumerateArray().Select(Read)];

    public override Task SayAsync(string text) => Socket.SayAsync(new { type = "message", message_text = text });

    public override Task ReadAsync() => CallAsync(HttpMethod.Post, $"{At}/chats/{talk.Chat}/read?user_id={talk.Buyer}", null);

    public async Task<bool> IsAllReadAsync()
        => (await GetAsync($"{At}/chats/{talk.Chat}/messages")).EnumerateArray().All(message => message.GetProperty("is_read").GetBoolean());

    protected override Line? Heard(JsonElement frame) => Is(frame, "type", "message") ? Read(frame.GetProperty("message")) : null;

    private Line Read(JsonElement message) => new(Is(message, "sender_id", talk.Seller), message.GetProperty("message_text").GetString()!);
}

/// <summary>The seller's app of the native API.</summary>
internal sealed class NativeDoor(Talk talk, JsonSocket socket) : Door(Http(talk.Server, talk.Token), socket)
{
    public static async Task<Door> OpenAsync(Talk talk)
    {
        var socket = await JsonSocket.ConnectAsync(talk.Server, $"/ws?token={talk.Token}");
        await socket.SayAsync(new { @event = "session.start", data = new { protocol = 1 }, id = "s" });
        await socket.Frames.FirstAsync(frame => Is(frame, "event", "session.started"), "the session");
        return new NativeDoor(talk, socket);
    }

    public override async Task<IReadOnlyList<Line>> HistoryAsync()
        => [.. (await GetAsync($"/api/v1/chats/{talk.Chat}/messages?limit=200")).GetProperty("items").EnumerateArray().Select(Read)];

    public override Task SayAsync(string text) => Socket.SayAsync(new { @event = "message.send", data = new { chat_id = talk.Chat, content = text }, id = text });

    public override Task ReadAsync() => CallAsync(HttpMethod.Put, $"/api/v1/chats/{talk.Chat}/read", new { up_to_seq = 1_000 });

    public async Task<int> UnreadAsync() => (await GetAsync($"/api/v1/chats/{talk.Chat}")).GetProperty("unread_count").GetInt32();

    protected override Line? Heard(JsonElement frame) => Is(frame, "event", "message.created") ? Read(frame.GetProperty("data")) : null;

    private Line Read(JsonElement message) => new(message.GetProperty("author_id").GetInt64() == talk.SellerId, message.GetProperty("content").GetString()!);
}

/// <summary>The seller's client of WinDI.</summary>
internal sealed class WindiDoor(Talk talk, JsonSocket socket) : Door(Http(talk.Server, talk.Token), socket)
{
    public static async Task<Door> OpenAsync(Talk talk)
        => new WindiDoor(talk, await JsonSocket.ConnectAsync(talk.Server, $"/windi/ws/chat?user_id={talk.SellerId}&token={talk.Token}"));

    public override async Task<IReadOnlyList<Line>> HistoryAsync()
        => [.. (await GetAsync($"/windi/messages/history/{talk.Chat}?limit=200")).EnumerateArray().Select(Read)];

    public override Task SayAsync(string text) => Socket.SayAsync(new { chat_id = talk.Chat, text });

    public override async Task ReadAsync()
    {
        var last = (await GetAsync($"/windi/messages/history/{talk.Chat}?limit=200")).EnumerateArray().Last().GetProperty("id").GetInt64();
        await CallAsync(HttpMethod.Post, "/windi/messages/read", new { chat_id = talk.Chat, up_to_message_id = last });
    }

    protected override Line? Heard(JsonElement frame) => frame.TryGetProperty("text", out _) ? Read(frame) : null;

    private Line Read(JsonElement message) => new(message.GetProperty("sender_id").GetInt64() == talk.SellerId, message.GetProperty("text").GetString()!);
}

/// <summary>A page of Boards, the buyer's or the seller's.</summary>
internal sealed class BoardsDoor : Door
{
    private readonly JsonElement thread;
    private readonly string side;

    private BoardsDoor(Talk talk, JsonElement thread, string side, JsonSocket socket)
        : base(Http(talk.Server, null), socket)
        => (this.thread, this.side) = (thread, side);

    private string Thread => thread.GetProperty("id").GetString()!;

    private string Mine => thread.GetProperty($"{side}_id").GetString()!;

    public static async Task<Door> OpenAsync(Talk talk, string side)
    {
        // Whoever came through another door and has no UUID is shown under one of this form. Source: contracts/boards.md, section 2.
        var seller = $"00000001-{talk.SellerId >> 48:x4}-8000-8000-{talk.SellerId & 0xFFFFFFFFFFFF:x12}";
        using var http = Http(talk.Server, null);
        var threads = JsonElement.Parse(await http.GetByteArrayAsync(new Uri($"/boards/api/v1/chat-threads/by-seller/{seller}", UriKind.Relative)));
        var thread = Assert.Single(threads.GetProperty("data").EnumerateArray());
        var path = $"/boards/ws/chat/{thread.GetProperty("id").GetString()}?user_id={thread.GetProperty($"{side}_id").GetString()}&user_type={side}";
        return new BoardsDoor(talk, thread, side, await JsonSocket.ConnectAsync(talk.Server, path));
    }

    public override async Task<IReadOnlyList<Line>> HistoryAsync()
        => [.. (await GetAsync($"/boards/api/v1/chat-messages/by-thread/{Thread}?limit=200")).GetProperty("data").EnumerateArray().Reverse()
            .Select(message => new Line(message.GetProperty("seller_id").ValueKind == JsonValueKind.String, message.GetProperty("message").GetString()!))];

    public override Task SayAsync(string text)
        => CallAsync(HttpMethod.Post, "/boards/api/v1/chat-messages/", new Dictionary<string, string>
        {
            ["id"] = Guid.NewGuid().ToString(), ["thread_id"] = Thread, ["message"] = text, [$"{side}_id"] = Mine,
        });

    public override Task ReadAsync() => CallAsync(HttpMethod.Patch, $"/boards/api/v1/chat-messages/{Thread}/mark-read?user_id={Mine}&user_type={side}", null);

    protected override Line? Heard(JsonElement frame)
        => Is(frame, "type", "message") ? new(Is(frame, "sender_type", "seller"), frame.GetProperty("message").GetString()!) : null;
}

/// <summary>The seller's client of GameTrade.</summary>
internal sealed class GameTradeDoor(Talk talk, JsonSocket socket) : Door(Http(talk.Server, talk.Token), socket)
{
    public static async Task<Door> OpenAsync(Talk talk)
        => new GameTradeDoor(talk, await JsonSocket.ConnectAsync(talk.Server, $"/gametrade/ws/chat/{talk.Chat}?token={talk.Token}"));

    public override async Task<IReadOnlyList<Line>> HistoryAsync()
        => [.. (await GetAsync($"/gametrade/chats/{talk.Chat}/messages?page_size=100")).GetProperty("messages").EnumerateArray().Select(Read)];

    public override Task SayAsync(string text) => CallAsync(HttpMethod.Post, $"/gametrade/chats/{talk.Chat}/messages", new { content = text });

    public override Task ReadAsync() => CallAsync(HttpMethod.Post, $"/gametrade/chats/{talk.Chat}/read", null);

    protected override Line? Heard(JsonElement frame) => Is(frame, "type", "new_message") ? Read(frame.GetProperty("data")) : null;

    private Line Read(JsonElement message) => new($"{message.GetProperty("sender_id").GetInt64()}" == talk.Seller, message.GetProperty("content").GetString()!);
}
