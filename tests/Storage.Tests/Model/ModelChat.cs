using Haggle.Core.Chats;
using Haggle.Core.Messages;

namespace Haggle.Storage.Tests.Model;

/// <summary>A chat as it must be, in the simplest form that can be checked by eye.</summary>
internal sealed class ModelChat(bool isDirect, params int[] members)
{
    public SortedDictionary<int, ModelMember> Members { get; } = new(members.ToDictionary(who => who, _ => new ModelMember()));

    public List<ModelMessage> Messages { get; } = [];

    public Dictionary<(int Who, string Id), ModelMessage> ByClientId { get; } = [];

    /// <summary>What each has taken out of the own sight. It is the person's, not the membership's: leaving does not bring it back.</summary>
    public HashSet<(int Who, long Seq)> Hidden { get; } = [];

    public bool IsDirect { get; } = isDirect;

    public ChatStatus Status { get; set; } = ChatStatus.Active;

    public long Revision { get; set; } = 1;

    public long LastSeq => Messages.Count;

    public IEnumerable<ModelMessage> VisibleTo(int who)
        => Messages.Where(message => message.Seq > Members[who].HiddenSeq && !Hidden.Contains((who, message.Seq)));

    public int UnreadOf(int who)
        => VisibleTo(who).Count(message => message.Seq > Members[who].Read && message.Author != who && !message.IsDeleted);
}

internal sealed class ModelMember
{
    public long Read { get; set; }

    public long Delivered { get; set; }

    public long HiddenSeq { get; set; }

    public bool IsMarked { get; set; }
}

internal sealed class ModelMessage(MessageId id, long seq, int author, string content)
{
    public MessageId Id { get; } = id;

    public long Seq { get; } = seq;

    public int Author { get; } = author;

    public string Content { get; set; } = content;

    public bool IsDeleted { get; set; }

    public List<int> Fans { get; } = [];
}
