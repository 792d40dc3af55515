using Haggle.Core;

namespace Haggle.Storage.Relational;

/// <summary>What became of one posting. The numbers stand in the text of PostgreSQL's statement.</summary>
internal enum AppendOutcome
{
    Stored = 0,

    /// <summary>An earlier try stored it.</summary>
    Repeated = 1,

    /// <summary>There is no such chat, or the author is not in it.</summary>
    NoChat = 2,

    Closed = 3,

    /// <summary>The author may only read here.</summary>
    ReadOnly = 4,

    Blocked = 5,

    /// <summary>The message replied to is not in the chat.</summary>
    NoReply = 6,

    TooFast = 7,

    /// <summary>Something else that was said has this name.</summary>
    Taken = 8,
}

internal static class AppendOutcomes
{
    /// <param name="wait">For <see cref="AppendOutcome.TooFast"/>.</param>
    public static Refusal ToRefusal(this AppendOutcome outcome, TimeSpan wait) => outcome switch
    {
        AppendOutcome.NoChat => Refusal.NotFound("chat"),
        AppendOutcome.Closed => Refusal.Conflict("chat_closed"),
        AppendOutcome.ReadOnly => Refusal.Forbidden("read_only"),
        AppendOutcome.Blocked => Refusal.Forbidden("blocked"),
        AppendOutcome.NoReply => Refusal.NotFound("reply_to"),
        AppendOutcome.Taken => Refusal.Conflict("name", "Another message has this id"),
        AppendOutcome.TooFast => Refusal.TooFast("slow_mode", wait),
        _ => throw new InvalidOperationException($"{outcome} is no refusal."),
    };
}
