using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Windi;

/// <summary>Somebody who uses this wire.</summary>
internal sealed record Someone(long Id, string Email, string Token);

/// <summary>What the tests of this wire have in common: people, chats, and words for what they do.</summary>
public abstract class WindiRoutes(NativeServer server) : IAsyncLifetime
{
    internal const string Password = "123";

    private HttpClient? http;
    private Description? description;

    internal Uri Address => server.Address;

    internal string Secret => server.Secret;

    /// <summary>The wire is at the root and under a prefix; the tests take the prefix, but for one that takes both.</summary>
    internal virtual string Door => "/windi";

    public async ValueTask InitializeAsync()
    {
        await server.ReadyAsync();
        description = await server.DescriptionOfAsync("/windi");
        http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = server.Address };
    }

    public ValueTask DisposeAsync()
    {
        http?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal async Task<Someone> RegisterAsync(string name)
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var id = (await CallAsync(HttpMethod.Post, "/auth/register", null, new { name, email, password = Password })).Is(201).Id;
        return new Someone(id, email, (await LoginAsync(email, Password)).Is(200)["access_token"].GetString()!);
    }

    /// <summary>Somebody whom the marketplace has told of: without a password, so that it costs no hashing.</summary>
    internal async Task<Someone> PersonAsync(string name)
    {
        var external = $"{Guid.NewGuid():N}";
        (await BackendAsync(HttpMethod.Put, $"/api/v1/people/{external}", new { display_name = name })).Is(201);
        var minted = (await BackendAsync(HttpMethod.Post, "/api/v1/tokens", new { external_id = external })).Is(200);
        return new Someone(minted["user"].GetProperty("id").GetInt64(), "", minted["access_token"].GetString()!);
    }

    private async Task<Answer> BackendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Api-Key", server.ServerKey);
        using var response = await http!.SendAsync(request);
        return new Answer((int)response.StatusCode, JsonElement.Parse(await response.Content.ReadAsByteArrayAsync()), response.Headers, $"{method} {path}");
    }

    internal Task<Answer> LoginAsync(string email, string password)
        => CallAsync(HttpMethod.Post, "/auth/login", null, new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = email, ["password"] = password }));

    internal async Task<(Someone Anna, Someone Ivan, long Chat)> PairAsync()
    {
        var (anna, ivan) = (await PersonAsync("Anna"), await PersonAsync("Ivan"));
        return (anna, ivan, (await PostAsync("/chats", anna, new { chat_type = "personal", participant_ids = new[] { ivan.Id } })).Is(201).Id);
    }

    internal Task<Answer> GetAsync(string path, Someone? caller) => CallAsync(HttpMethod.Get, path, caller);

    internal Task<Answer> PostAsync(string path, Someone? caller, object? body = null) => CallAsync(HttpMethod.Post, path, caller, body);

    internal async Task<Answer> SendAsync(Someone caller, long chat, string text, string? key = null)
        => await PostAsync("/messages", caller, new { chat_id = chat, text, client_message_id = key });

    internal Task<JsonSocket> ConnectAsync(Someone person) => JsonSocket.ConnectAsync(Address, $"{Door}/ws/chat?user_id={person.Id}&token={person.Token}");

    /// <param name="path">Under the door, with the query.</param>
    /// <param name="body">A string goes as it is, content as content, anything else as JSON.</param>
    internal async Task<Answer> CallAsync(HttpMethod method, string path, Someone? caller, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Door + path);
        if (caller is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.Token);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            HttpContent content => content,
            _ => JsonContent.Create(body),
        };
        using var response = await http!.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var json = bytes.Length == 0 ? default : JsonElement.Parse(bytes);
        description!.Judge(method, "/windi" + path, (int)response.StatusCode, json); // the same at the root
        return new Answer((int)response.StatusCode, json, response.Headers, $"{method} {Door}{path}");
    }
}
