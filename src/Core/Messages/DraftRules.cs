using System.Text;
using Haggle.Core.Text;

namespace Haggle.Core.Messages;

/// <summary>What a message must be like before it is worth a transaction.</summary>
public static class DraftRules
{
    /// <returns>Null when it is fine; else <see cref="RefusalKind.Invalid"/> with the field.</returns>
    public static Refusal? Check(this MessageLimits limits, Draft draft)
        => limits.LimitTo(draft.MostCodePoints).CheckContent(draft.Content, mayBeEmpty: draft.Type != MessageType.Text)
            ?? CheckClientId(limits, draft.ClientMessageId)
            ?? CheckPayload(limits, draft.Payload)
            ?? (draft.Mentions.Count > limits.Mentions ? Refusal.Invalid("mentions", $"At most {limits.Mentions} people") : null);

    /// <summary>A type that a client may send by itself; the others are made by the server.</summary>
    public static bool MayBeSaid(this MessageType type) => type is MessageType.Text or MessageType.Location;

    public static Refusal? CheckContent(this MessageLimits limits, string content, bool mayBeEmpty)
    {
        // Every code point is one or two chars, so most messages are decided without counting.
        if (content.Length > limits.ContentCodePoints && CodePoints.Count(content) > limits.ContentCodePoints)
            return Refusal.Invalid("content", $"At most {limits.ContentCodePoints} characters");
        if (!WellFormed.IsWellFormed(content))
            return Refusal.Invalid("content", "Holds a NUL or half a surrogate pair");
        return !mayBeEmpty && string.IsNullOrWhiteSpace(content) ? Refusal.Invalid("content", "Should not be empty") : null;
    }

    private static MessageLimits LimitTo(this MessageLimits limits, int? most)
        => most < limits.ContentCodePoints ? limits with { ContentCodePoints = most.Value } : limits;

    private static Refusal? CheckClientId(MessageLimits limits, string? id)
        => id is null || (id.Length >= 1 && id.Length <= limits.ClientMessageIdCharacters && WellFormed.IsWellFormed(id))
            ? null
            : Refusal.Invalid("client_message_id", $"1 to {limits.ClientMessageIdCharacters} characters");

    private static Refusal? CheckPayload(MessageLimits limits, string? payload)
    {
        if (payload is null)
            return null;
        if (Encoding.UTF8.GetByteCount(payload) > limits.PayloadBytes)
            return Refusal.Invalid("payload", $"At most {limits.PayloadBytes} bytes");
        return payload.Contains("\\u0000", StringComparison.Ordinal) || !WellFormed.IsWellFormed(payload) ? Refusal.Invalid("payload", "Holds a NUL") : null;
    }
}
