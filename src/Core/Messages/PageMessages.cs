using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>What was said in one of the caller's chats, a page at a time.</summary>
public sealed class PageMessages(IMessages messages)
{
    /// <returns>The page; <see cref="RefusalKind.Invalid"/> with the field; <see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    public async ValueTask<Result<MessagePage>> RunAsync(Person caller, ChatId chat, MessageRange range, CancellationToken cancellation)
        => Check(range) is { } wrong ? wrong
            : await messages.PageAsync(chat, caller.Id, range, cancellation) is { } page ? page
            : ChatRights.NoSuchChat;

    internal static Refusal? Check(MessageRange range)
    {
        if (range.Limit is < 1 or > PageRequest.MaxLimit)
            return Refusal.Invalid("limit", $"1 to {PageRequest.MaxLimit}");
        if ((range.BeforeSeq is null ? 0 : 1) + (range.AfterSeq is null ? 0 : 1) + (range.AroundSeq is null ? 0 : 1) > 1)
            return Refusal.Invalid("before_seq", "At most one of before_seq, after_seq and around_seq");
        return range.BeforeSeq < 0 ? Refusal.Invalid("before_seq", "0 or more")
            : range.AfterSeq < 0 ? Refusal.Invalid("after_seq", "0 or more")
            : range.AroundSeq < 0 ? Refusal.Invalid("around_seq", "0 or more")
            : null;
    }
}
