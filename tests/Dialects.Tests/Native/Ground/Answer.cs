using System.Net.Http.Headers;
using System.Text.Json;

namespace Haggle.Dialects.Tests.Native;

/// <summary>What the server answered.</summary>
/// <param name="Body">Of kind Undefined when there was none.</param>
internal sealed record Answer(int Status, JsonElement Body, HttpResponseHeaders Headers, string Request)
{
    public JsonElement this[string field] => Body.GetProperty(field);

    public long Id => this["id"].GetInt64();

    public long[] Ids => [.. Items.Select(item => item.GetProperty("id").GetInt64())];

    public JsonElement[] Items => [.. this["items"].EnumerateArray()];

    /// <summary>Fails the test when the status is another.</summary>
    public Answer Is(int status)
    {
        Assert.True(Status == status, $"{Request}: expected {status}, got {Status} {(Body.ValueKind == JsonValueKind.Undefined ? "" : Body.GetRawText())}");
        return this;
    }

    /// <summary>A refusal with this code.</summary>
    public void Is(int status, string code)
    {
        Is(status);
        Assert.Equal(code, this["code"].GetString());
        Assert.NotEmpty(this["detail"].GetString()!);
    }

    /// <summary>A 422 about this place, such as <c>body.content</c>.</summary>
    public void IsInvalid(string place)
    {
        Is(422);
        Assert.Equal("invalid", this["code"].GetString());
        var complaint = Assert.Single(this["detail"].EnumerateArray());
        Assert.Equal(place, string.Join('.', complaint.GetProperty("loc").EnumerateArray().Select(step => step.GetString())));
        Assert.NotEmpty(complaint.GetProperty("msg").GetString()!);
    }
}
