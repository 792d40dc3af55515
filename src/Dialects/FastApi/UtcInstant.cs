using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haggle.Dialects.FastApi;

/// <summary>ISO 8601 in UTC with <c>Z</c> and six digits, such as <c>2026-01-15T09:30:02.518204Z</c>.</summary>
internal sealed class UtcInstant : JsonConverter<DateTimeOffset>
{
    internal const int Length = 27;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant) ? instant.ToUniversalTime() : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => Write(writer, value);

    /// <remarks>By hand: every message has an instant, and a form in words is read anew each time.</remarks>
    public static void Write(Utf8JsonWriter writer, DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[Length];
        Fill(text, value);
        writer.WriteStringValue(text);
    }

    internal static void Fill(Span<byte> text, DateTimeOffset value)
    {
        var instant = value.UtcDateTime;
        var (year, month, day) = DateOnly.FromDateTime(instant);
        Put(text, 0, 4, year);
        text[4] = (byte)'-';
        Put(text, 5, 2, month);
        text[7] = (byte)'-';
        Put(text, 8, 2, day);
        text[10] = (byte)'T';
        Put(text, 11, 2, instant.Hour);
        text[13] = (byte)':';
        Put(text, 14, 2, instant.Minute);
        text[16] = (byte)':';
        Put(text, 17, 2, instant.Second);
        text[19] = (byte)'.';
        Put(text, 20, 6, (int)(instant.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
        text[26] = (byte)'Z';
    }

    private static void Put(Span<byte> text, int at, int digits, int number)
    {
        for (var i = at + digits - 1; i >= at; i--, number /= 10)
            text[i] = (byte)('0' + number % 10);
    }
}
