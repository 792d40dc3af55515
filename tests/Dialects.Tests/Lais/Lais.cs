using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Lais;

/// <summary>What the tests of this wire have in common: ids that nobody else has, chats, and words for what is done with them.</summary>
public abstract class LaisRoutes(NativeServer server) : IAsyncLifetime
{
    private static int lastNumber = Random.Shared.Next(100_000_000, 200_000_000);

    private HttpClient? http;

    internal Uri Address => server.Address;

    internal string ServerKey => server.ServerKey;

    internal virtual string Door => "/lais/api/chat";

    public async ValueTask InitializeAsync()
    {
        await server.ReadyAsync();
        http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = server.Address };
    }

    public ValueTask DisposeAsync()
    {
        http?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Of a listing or of somebody who has an account at the marketplace.</summary>
    internal static int Number() => Interlocked.Increment(ref lastNumber);

    /// <summary>Of somebody without an account.</summary>
    internal static string Uuid() => Guid.NewGuid().ToString();

    /// <summary>A chat of an anonymous buyer.</summary>
    internal async Task<(long Chat, string Buyer, string Seller)> PairAsync()
    {
        var (buyer, seller) = (Uuid(), Number());
        return ((await OpenAsync(Number(), seller, buyer)).Is(200).Id, buyer, $"{seller}");
    }

    internal Task<Answer> OpenAsync(int iphone, int seller, string buyer, bool? isRegistered = null)
        => PostAsync("/chats", isRegistered is { } flag
            ? new { iphone_id = iphone, seller_id = seller, buyer_id = buyer, buyer_is_registered = flag }
            : new { iphone_id = iphone, seller_id = seller, buyer_id = buyer });

    internal Task<Answer> SayAsync(long chat, string sender, string text, bool isRegistered = false)
        => PostAsync($"/chats/{chat}/messages", new { message_text = text, sender_id = sender, sender_is_registered = isRegistered });

    internal Task<Answer> GetAsync(string path) => CallAsync(HttpMethod.Get, path);

    internal Task<Answer> PostAsync(string path, object? body = null) => CallAsync(HttpMethod.Post, path, body);

    internal Task<Answer> DeleteAsync(string path) => CallAsync(HttpMethod.Delete, path);

    internal Task<JsonSocket> ConnectAsync(long chat, string user, params (string Name, string Value)[] headers)
        => JsonSocket.ConnectAsync(Address, $"{Door}/ws/{chat}?user_id={Uri.EscapeDataString(user)}", headers);

    /// <param name="method">The method.</param>
    /// <param name="path">Under the door, with the query; with a <c>~</c> before it: as it is.</param>
    /// <param name="body">A string goes as it is, content as content, anything else as JSON.</param>
    /// <param name="headers">Beside the usual ones.</param>
    internal async Task<Answer> CallAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(method, path, body, headers);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        if (bytes.Length > 0)
            Assert.Equal(("application/json", "nosniff"), (response.Content.Headers.ContentType?.MediaType, Assert.Single(response.Headers.GetValues("X-Content-Type-Options"))));
        return new Answer((int)response.StatusCode, bytes.Length == 0 ? default : JsonElement.Parse(bytes), response.Headers, $"{method} {path}");
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('~') ? path[1..] : Door + path);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            HttpContent content => content,
            _ => JsonContent.Create(body),
        };
        return await http!.SendAsync(request);
    }

    internal static Task<JsonElement> FrameAsync(JsonSocket socket, string type, Func<JsonElement, bool>? which = null)
        => socket.Frames.FirstAsync(frame => Type(frame) == type && which?.Invoke(frame) != false, $"a frame {type}");

    internal static Task<JsonElement> MessageAsync(JsonSocket socket, string text) => FrameAsync(socket, "message", frame => Text(frame) == text);

    internal static string Texts(JsonSocket socket) => string.Join(' ', socket.Frames.All.Where(frame => Type(frame) == "message").Select(Text));

    internal static string? Type(JsonElement frame) => frame.GetProperty("type").GetString();

    internal static string[] Users(JsonElement online) => [.. online.GetProperty("users").EnumerateArray().Select(user => user.GetString()!).Order()];

    private static string Text(JsonElement frame) => frame.GetProperty("message").GetProperty("message_text").GetString()!;
}
