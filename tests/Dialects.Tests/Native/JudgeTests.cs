using System.Text;
using System.Text.Json;
using Xunit.Sdk;

namespace Haggle.Dialects.Tests.Native;

/// <summary>The judge of all answers would be worth nothing if it let everything pass.</summary>
public sealed class JudgeTests
{
    private static readonly Description Description = new(Encoding.UTF8.GetBytes("""
        {
          "paths": {
            "/chats/{chat_id}": {"get": {"operationId": "getChat", "responses": {
              "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Chat"}}}},
              "204": {"description": "Nothing"}}}}
          },
          "components": {"schemas": {"Chat": {
            "type": "object",
            "required": ["id", "title"],
            "properties": {
              "id": {"type": "integer"},
              "title": {"type": ["null", "string"]},
              "kind": {"type": "string", "enum": ["direct", "group"]},
              "at": {"type": "string", "format": "date-time"},
              "last": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Chat"}]},
              "ids": {"type": "array", "items": {"type": "integer"}}
            }}}}
        }
        """));

    [Theory]
    [InlineData("""{"id": 1, "title": null}""")]
    [InlineData("""{"id": 1, "title": "x", "kind": "group", "at": "2026-01-15T09:30:02.518204Z", "last": {"id": 2, "title": "y"}, "ids": [1, 2]}""")]
    public void What_fits_passes(string body) => Judge(200, body);

    [Theory]
    [InlineData(200, """{"title": "x"}""")]
    [InlineData(200, """{"id": "1", "title": "x"}""")]
    [InlineData(200, """{"id": 1.5, "title": "x"}""")]
    [InlineData(200, """{"id": 1, "title": 2}""")]
    [InlineData(200, """{"id": 1, "title": "x", "kind": "friend"}""")]
    [InlineData(200, """{"id": 1, "title": "x", "at": "2026-01-15 09:30"}""")]
    [InlineData(200, """{"id": 1, "title": "x", "last": {"id": 2}}""")]
    [InlineData(200, """{"id": 1, "title": "x", "ids": [1, "2"]}""")]
    [InlineData(200, """{"id": 1, "title": "x", "secret": true}""")]
    [InlineData(200, "[]")]
    [InlineData(200, null)]
    [InlineData(204, """{"id": 1, "title": "x"}""")]
    [InlineData(404, """{"id": 1, "title": "x"}""")]
    public void What_does_not_fit_fails(int status, string? body) => Assert.ThrowsAny<XunitException>(() => Judge(status, body));

    private static void Judge(int status, string? body) => Description.Judge(HttpMethod.Get, "/chats/7?limit=1", status, body is null ? default : JsonElement.Parse(body));
}
