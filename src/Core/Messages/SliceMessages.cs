using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>A part of a chat's messages by number, for wires that page so.</summary>
public sealed class SliceMessages(IMessages messages)
{
    /// <returns><see cref="RefusalKind.Invalid"/> <c>offset</c> or <c>limit</c>; <see cref="RefusalKind.NotFound"/> <c>chat</c> for who is not in it.</returns>
    public async ValueTask<Result<SlicedMessages>> RunAsync(Person caller, ChatId chat, MessageSlice slice, CancellationToken cancellation)
        => slice.Offset < 0 ? Refusal.Invalid("offset", "0 or more")
            : slice.Limit is < 1 or > MessageSlice.MostLimit ? Refusal.Invalid("limit", $"1 to {MessageSlice.MostLimit}")
            : slice.AfterSeq < 0 ? Refusal.Invalid("after_seq", "0 or more")
            : await messages.SliceAsync(chat, caller.Id, slice, cancellation) is { } sliced ? sliced
            : ChatRights.NoSuchChat;
}
