using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Boards;

/// <summary>A thread and its two.</summary>
internal sealed record Deal(string Thread, string Buyer, string Seller);

/// <summary>What the tests of this wire have in common: threads, and words for what is done with them.</summary>
public abstract class BoardsRoutes(NativeServer server) : IAsyncLifetime
{
    private HttpClient? http;

    internal static readonly HttpMethod Get = HttpMethod.Get, Post = HttpMethod.Post, Patch = HttpMethod.Patch, Delete = HttpMethod.Delete;

    internal NativeServer Server => server;

    internal Uri Address => server.Address;

    /// <summary>The wire is at the root and under a prefix; the tests take the prefix, but for those that take both.</summary>
    internal const string Door = "/boards";

    public async ValueTask InitializeAsync()
    {
        await server.ReadyAsync();
        http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = server.Address };
    }

    public ValueTask DisposeAsync()
    {
        http?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal static string NewId() => Guid.NewGuid().ToString();

    internal Task<Answer> StartAsync(string buyer, string seller) => CallAsync(Post, "/chat-threads/start-with-seller", new { buyer_id = buyer, seller_id = seller });

    internal async Task<Deal> DealAsync()
    {
        var (buyer, seller) = (NewId(), NewId());
        return new Deal((await StartAsync(buyer, seller)).Is(201)["data"].GetProperty("id").GetString()!, buyer, seller);
    }

    /// <summary>As the seed pages do: both ids, and the own flag.</summary>
    internal Task<Answer> SayAsBuyerAsync(Deal deal, string text, string? id = null)
        => CallAsync(Post, "/chat-messages", new { id = id ?? NewId(), message = text, thread_id = deal.Thread, buyer_id = deal.Buyer, seller_id = deal.Seller, is_read_by_buyer = true, is_read_by_seller = false });

    /// <summary>As the later pages do: the sender's id alone.</summary>
    internal Task<Answer> SayAsSellerAsync(Deal deal, string text, string? id = null)
        => CallAsync(Post, "/chat-messages/", new { id = id ?? NewId(), message = text, thread_id = deal.Thread, buyer_id = (string?)null, seller_id = deal.Seller });

    internal async Task<JsonElement[]> HistoryAsync(Deal deal, string query = "")
        => [.. (await CallAsync(Get, $"/chat-messages/by-thread/{deal.Thread}{query}")).Is(200)["data"].EnumerateArray()];

    internal Task<Answer> MarkReadAsync(Deal deal, string user, string type)
        => CallAsync(Patch, $"/chat-messages/{deal.Thread}/mark-read?user_id={user}&user_type={type}");

    internal async Task<int> UnreadAsync(string user, string type, string? thread = null)
        => (await CallAsync(Get, $"/chat-messages/unread-count/{user}?user_type={type}{(thread is null ? "" : $"&thread_id={thread}")}")).Is(200)["data"].GetInt32();

    internal Task<JsonSocket> BuyerSocketAsync(Deal deal) => JsonSocket.ConnectAsync(Address, $"{Door}/ws/chat/{deal.Thread}?user_id={deal.Buyer}&user_type=buyer");

    internal Task<JsonSocket> SellerSocketAsync(Deal deal) => JsonSocket.ConnectAsync(Address, $"{Door}/ws/chat/{deal.Thread}?user_id={deal.Seller}&user_type=seller");

    internal static bool Is(JsonElement frame, string type) => frame.GetProperty("type").GetString() == type;

    internal static string Text(JsonElement from, string field) => from.GetProperty(field).GetString()!;

    internal static async Task<JsonElement> HearAsync(JsonSocket socket, string type, string? message = null)
        => await socket.Frames.FirstAsync(frame => Is(frame, type) && (message is null || Text(frame, "message") == message), $"{type} {message}");

    internal static int Heard(JsonSocket socket, string type, string? message = null)
        => socket.Frames.All.Count(frame => Is(frame, type) && (message is null || Text(frame, "message") == message));

    /// <param name="path">Under the API of the door, with the query.</param>
    /// <param name="body">A string goes as it is, anything else as JSON.</param>
    internal Task<Answer> CallAsync(HttpMethod method, string path, object? body = null, string? token = null) => CallAtAsync(method, $"{Door}/api/v1{path}", body, token);

    internal async Task<Answer> CallAtAsync(HttpMethod method, string address, object? body = null, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        using var response = await http!.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var json = bytes.Length == 0 ? default : JsonElement.Parse(bytes);
        if (address.StartsWith($"{Door}/", StringComparison.Ordinal))
            server.BoardsDescription.Judge(method, address[Door.Length..].TrimEnd('/'), (int)response.StatusCode, json);
        return new Answer((int)response.StatusCode, json, response.Headers, $"{method} {address}");
    }
}
