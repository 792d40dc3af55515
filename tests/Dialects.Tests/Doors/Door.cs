using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Doors;

/// <summary>One message, as somebody behind any of the doors sees it.</summary>
/// <param name="IsSellers">The seller said it, not the buyer.</param>
/// <param name="Text">What was said.</param>
internal readonly record struct Line(bool IsSellers, string Text);

/// <summary>One client of one wire with one chat open: what it fetched, and what it heard since.</summary>
internal abstract class Door(HttpClient http, JsonSocket socket) : IAsyncDisposable
{
    private IReadOnlyList<Line> known = [];

    public string Name => GetType().Name;

    protected JsonSocket Socket => socket;

    /// <summary>Fetches what there is.</summary>
    public async Task LookAsync() => known = await HistoryAsync();

    /// <summary>What a fresh fetch gives, oldest first.</summary>
    public abstract Task<IReadOnlyList<Line>> HistoryAsync();

    public abstract Task SayAsync(string text);

    /// <summary>Reads everything.</summary>
    public abstract Task ReadAsync();

    /// <summary>What this client knows when it has been told of so many messages.</summary>
    public async Task<IReadOnlyList<Line>> KnownAsync(int messages)
    {
        var told = new List<Line>();
        if (known.Count < messages)
        {
            await socket.Frames.FirstAsync(frame =>
            {
                if (Heard(frame) is { } line)
                    told.Add(line);
                return known.Count + told.Count == messages;
            }, $"{messages} messages at {Name}");
        }
        return [.. known, .. told];
    }

    /// <summary>The message that a frame tells of, or null.</summary>
    protected abstract Line? Heard(JsonElement frame);

    protected Task<JsonElement> GetAsync(string path) => CallAsync(HttpMethod.Get, path, null);

    protected async Task<JsonElement> CallAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) };
        using var response = await http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.True(response.IsSuccessStatusCode, $"{Name}: {method} {path} was answered {(int)response.StatusCode}");
        return bytes.Length == 0 ? default : JsonElement.Parse(bytes);
    }

    protected static bool Is(JsonElement frame, string member, string value) => frame.TryGetProperty(member, out var found) && found.ValueEquals(value);

    internal static HttpClient Http(Uri server, string? token)
    {
        var http = new HttpClient { BaseAddress = server };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await socket.DisposeAsync();
    }
}
