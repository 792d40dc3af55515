using System.Text.Json;
using Npgsql;

namespace Haggle.Bench.Floor;

/// <summary>One page, newest first, by key: the far end of a chat costs what its newest page costs.</summary>
internal static class History
{
    private const string Page = """
        select seq, author_id, cid, body, created_at from floor_messages
        where chat_id = $1 and seq < $2 order by seq desc limit $3
        """;

    public static async Task WriteAsync(NpgsqlDataSource database, long chat, long before, int limit, HttpResponse response)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var query = new NpgsqlCommand(Page, connection)
        {
            Parameters = { new() { Value = chat }, new() { Value = before }, new() { Value = limit } },
        };
        await query.PrepareAsync();
        await using var rows = await query.ExecuteReaderAsync();
        response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(response.BodyWriter, new() { SkipValidation = true });
        json.WriteStartArray();
        while (await rows.ReadAsync())
        {
            json.WriteStartObject();
            json.WriteNumber("seq"u8, rows.GetInt64(0));
            json.WriteNumber("from"u8, rows.GetInt64(1));
            json.WriteString("cid"u8, rows.GetString(2));
            json.WriteString("text"u8, rows.GetString(3));
            json.WriteString("at"u8, rows.GetDateTime(4));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
