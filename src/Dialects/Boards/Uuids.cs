using System.Globalization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Trade;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Boards;

/// <summary>The ids of this wire: UUIDs in small letters. What came through another door and has none gets one that says our own number.</summary>
/// <remarks>Those are of version 8, which is for uses like this (RFC 9562, 5.8), so no client's random id can be one of them.</remarks>
internal static class Uuids
{
    private const char PersonMark = '1', MessageMark = '2';
    private const string Middle = "-8000-8000-";

    /// <summary>A thread's, made by us.</summary>
    public static string New() => Guid.NewGuid().ToString("D");

    /// <returns>In small letters; null when it is no UUID in its usual form.</returns>
    public static string? Parse(string? text) => text is { Length: 36 } && Guid.TryParseExact(text, "D", out var uuid) ? uuid.ToString("D") : null;

    /// <summary>A required field of a body.</summary>
    public static Result<string> Field(string? text, string name)
        => text is null ? Refusal.Invalid(name, "Field required") : Parse(text) is { } uuid ? uuid : Refusal.Invalid(name, "Input should be a valid UUID");

    /// <summary>One that a client makes: not one of ours.</summary>
    public static Result<string> FreshField(string? text, string name)
        => !Field(text, name).TryGet(out var uuid, out var refusal) ? refusal
            : IsOurs(uuid) ? Refusal.Invalid(name, "This id is not for clients to make")
            : uuid;

    public static Result<string> Path(HttpContext http, string name) => Field(http.Request.RouteValues[name] as string, $"path.{name}");

    /// <summary>A required parameter; a name given twice counts with its last value.</summary>
    public static Result<string> Query(HttpRequest request, string name)
        => Field(request.Query.TryGetValue(name, out var values) && values.Count > 0 ? values[^1] : null, $"query.{name}");

    public static string Of(Trader trader)
        => trader.Profile?.Name ?? (trader.Person.Kind == PersonKind.Account ? Parse(trader.Person.ExternalId) : null) ?? Ours(PersonMark, trader.Id.Value);

    /// <summary>The id that the client chose for everybody, where it is a UUID; one that only its author knows it by may be another message's too.</summary>
    public static string Of(Message message)
        => message.IsNamed && Parse(message.ClientMessageId) is { } uuid && uuid == message.ClientMessageId ? uuid : Ours(MessageMark, message.Id.Value);

    /// <returns>Null when the id does not say a number of ours.</returns>
    public static PersonId? PersonOf(string uuid) => Number(uuid, PersonMark) is { } id ? new PersonId(id) : null;

    /// <inheritdoc cref="PersonOf"/>
    public static MessageId? MessageOf(string uuid) => Number(uuid, MessageMark) is { } id ? new MessageId(id) : null;

    private static bool IsOurs(string uuid) => Number(uuid, PersonMark) is not null || Number(uuid, MessageMark) is not null;

    private static string Ours(char mark, long id)
        => string.Create(CultureInfo.InvariantCulture, $"0000000{mark}-{id >> 48:x4}{Middle}{id & 0xffff_ffff_ffff:x12}");

    private static long? Number(string uuid, char mark)
        => uuid.StartsWith("0000000", StringComparison.Ordinal) && uuid[7] == mark && uuid.AsSpan(13, Middle.Length).SequenceEqual(Middle)
            ? long.Parse($"{uuid.AsSpan(9, 4)}{uuid.AsSpan(24)}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : null;
}
