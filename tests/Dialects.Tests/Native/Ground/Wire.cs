using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Native;

/// <summary>Calls the REST API and has every answer judged by the API's own description.</summary>
internal sealed class Wire(NativeServer server) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = server.Address };

    public Task<Answer> GetAsync(string path, NativePerson? caller) => CallAsync(HttpMethod.Get, path, caller);

    public Task<Answer> PostAsync(string path, NativePerson? caller, object? body = null) => CallAsync(HttpMethod.Post, path, caller, body);

    public Task<Answer> PutAsync(string path, NativePerson? caller, object? body = null) => CallAsync(HttpMethod.Put, path, caller, body);

    public Task<Answer> PatchAsync(string path, NativePerson? caller, object body) => CallAsync(HttpMethod.Patch, path, caller, body);

    public Task<Answer> DeleteAsync(string path, NativePerson? caller) => CallAsync(HttpMethod.Delete, path, caller);

    /// <summary>As the marketplace's backend.</summary>
    public Task<Answer> BackendAsync(HttpMethod method, string path, object? body = null) => CallAsync(method, path, null, body, ("X-Api-Key", server.ServerKey));

    /// <param name="path">Under /api/v1, with the query.</param>
    /// <param name="body">A string goes as it is, anything else as JSON.</param>
    public async Task<Answer> CallAsync(HttpMethod method, string path, NativePerson? caller, object? body = null, params (string Name, string Value)[] headers)
    {
        var address = $"/api/v1{path}";
        using var request = new HttpRequestMessage(method, address);
        if (caller is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.AccessToken);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            HttpContent content => content,
            _ => JsonContent.Create(body),
        };
        using var response = await http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var json = bytes.Length == 0 ? default : JsonElement.Parse(bytes);
        server.Description.Judge(method, address, (int)response.StatusCode, json);
        return new Answer((int)response.StatusCode, json, response.Headers, $"{method} {address}");
    }

    public void Dispose() => http.Dispose();
}
