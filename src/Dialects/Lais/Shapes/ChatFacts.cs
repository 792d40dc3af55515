using System.Text.Json;
using Haggle.Core.Messages;

namespace Haggle.Dialects.Lais.Shapes;

/// <summary>What this wire keeps of a chat in its metadata.</summary>
/// <param name="BuyerIsRegistered">As it was given when the chat was made.</param>
/// <param name="IsFound">It was made by looking for it: nobody has said yet whether the buyer is registered.</param>
internal sealed record ChatFacts(bool BuyerIsRegistered, bool IsFound)
{
    private const string Registered = "buyer_is_registered", Found = "found";

    /// <returns>Null for a chat that another wire made.</returns>
    public static ChatFacts? Of(string? metadata)
    {
        if (metadata is null)
            return null;
        try
        {
            var facts = JsonElement.Parse(metadata);
            return facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty(Registered, out var registered)
                ? new ChatFacts(registered.ValueKind == JsonValueKind.True, facts.TryGetProperty(Found, out var found) && found.ValueKind == JsonValueKind.True)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToMetadata()
        => (BuyerIsRegistered, IsFound) switch
        {
            (true, true) => $$"""{"{{Registered}}":true,"{{Found}}":true}""",
            (false, true) => $$"""{"{{Registered}}":false,"{{Found}}":true}""",
            (true, false) => $$"""{"{{Registered}}":true}""",
            (false, false) => $$"""{"{{Registered}}":false}""",
        };
}

/// <summary>What the server says of support, in the language of this wire's users.</summary>
internal static class SupportLines
{
    public const string Invited = "К чату приглашена поддержка";

    public const string Joined = "Поддержка присоединилась к чату";

    public const string Left = "Поддержка покинула чат";

    public static bool IsInvitation(Message message)
        => message.AuthorId is null && message.Payload?.Contains("\"support_invited\"", StringComparison.Ordinal) == true;
}

/// <summary>What this wire keeps of a message in its payload.</summary>
internal static class SenderFlag
{
    public const string Registered = """{"sender_is_registered":true}""";

    /// <summary>Absent is false. The usual payload is our own, to the letter.</summary>
    public static bool Read(string? payload) => payload is not null && (payload == Registered || IsIn(payload));

    private static bool IsIn(string payload)
    {
        try
        {
            var said = JsonElement.Parse(payload);
            return said.ValueKind == JsonValueKind.Object && said.TryGetProperty("sender_is_registered", out var flag) && flag.ValueKind == JsonValueKind.True;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
