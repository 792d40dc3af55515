using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Haggle.Testing;

/// <summary>The native REST API in a test's words. Source: contracts/messenger.md.</summary>
/// <param name="server">Its address, without a path.</param>
public sealed class NativeApi(Uri server) : IDisposable
{
    /// <summary>Every account's.</summary>
    public const string Password = "correct horse battery";

    private readonly HttpClient _http = new() { BaseAddress = server };

    /// <summary>A new account with an e-mail address that nobody else has.</summary>
    public async Task<NativePerson> RegisterAsync(string displayName, CancellationToken cancellation = default)
        => NativePerson.From((await PostAsync(
            "/api/v1/auth/register", null, new { email = $"{Guid.NewGuid():N}@example.com", password = Password, display_name = displayName }, cancellation)).Expect());

    public async Task<NativePerson> GuestAsync(string displayName, CancellationToken cancellation = default)
        => NativePerson.From((await PostAsync("/api/v1/auth/guest", null, new { display_name = displayName }, cancellation)).Expect());

    /// <summary>Another session of the same account.</summary>
    public async Task<NativePerson> LoginAsync(NativePerson account, CancellationToken cancellation = default)
        => NativePerson.From((await PostAsync("/api/v1/auth/login", null, new { email = account.Email, password = Password }, cancellation)).Expect());

    /// <returns>The chat's id; the same one every time and from both sides.</returns>
    public async Task<long> OpenDirectAsync(NativePerson caller, NativePerson other, CancellationToken cancellation = default)
        => (await PostAsync("/api/v1/chats/direct", caller, new { user_id = other.Id }, cancellation)).Expect().GetProperty("id").GetInt64();

    /// <returns>The chat's id.</returns>
    public async Task<long> CreateGroupAsync(NativePerson owner, string title, IEnumerable<NativePerson> members, CancellationToken cancellation = default)
        => (await PostAsync("/api/v1/chats/group", owner, new { title, member_ids = members.Select(member => member.Id) }, cancellation))
            .Expect().GetProperty("id").GetInt64();

    /// <param name="author">Who says it.</param>
    /// <param name="chat">The chat's id.</param>
    /// <param name="content">What is said.</param>
    /// <param name="clientId">Makes a retry safe; null for none.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<NativeMessage> SendAsync(NativePerson author, long chat, string content, string? clientId = null, CancellationToken cancellation = default)
        => NativeMessage.From((await PostAsync("/api/v1/messages", author, new { chat_id = chat, content, client_message_id = clientId }, cancellation)).Expect());

    /// <returns>All messages of the chat behind <paramref name="afterSeq"/>, oldest first, however many pages that takes.</returns>
    public async Task<IReadOnlyList<NativeMessage>> MessagesAsync(NativePerson reader, long chat, long afterSeq = 0, CancellationToken cancellation = default)
    {
        var all = new List<NativeMessage>();
        while (true)
        {
            var page = (await GetAsync($"/api/v1/chats/{chat}/messages?limit=200&after_seq={afterSeq}", reader, cancellation)).Expect();
            all.AddRange(page.GetProperty("items").EnumerateArray().Select(NativeMessage.From));
            if (!page.GetProperty("has_more_after").GetBoolean())
                return all;
            afterSeq = all[^1].Seq;
        }
    }

    public Task<NativeAnswer> GetAsync(string path, NativePerson? caller, CancellationToken cancellation = default)
        => CallAsync(HttpMethod.Get, path, caller, null, cancellation);

    public Task<NativeAnswer> PostAsync(string path, NativePerson? caller, object? body, CancellationToken cancellation = default)
        => CallAsync(HttpMethod.Post, path, caller, body, cancellation);

    /// <summary>Any call; an error status is an answer like others.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">With the query, without the host.</param>
    /// <param name="caller">Whose token goes along; null for nobody's.</param>
    /// <param name="body">Becomes JSON; null for none.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="HttpRequestException">The server could not be reached.</exception>
    public async Task<NativeAnswer> CallAsync(HttpMethod method, string path, NativePerson? caller, object? body, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(method, path);
        if (caller is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.AccessToken);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var response = await SendAsync(request, cancellation);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
        var isJson = response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return new NativeAnswer(response.StatusCode, bytes.Length > 0 && isJson ? JsonElement.Parse(bytes) : default, $"{method} {path}");
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await _http.SendAsync(request, cancellation);
        }
        catch (TaskCanceledException silence) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{request.Method} {request.RequestUri} was not answered", silence);
        }
    }
}
