namespace Haggle.Core.Chats;

/// <summary>What a member may do in a chat.</summary>
public enum Permission { Send, React, Pin, Invite, Remove, Edit, GiveRoles, DeleteOthers, Delete, Close }

/// <summary>The one table of who may do what in a chat; the verbs ask it, and clients are shown it.</summary>
public static class Permissions
{
    public static IReadOnlyList<Permission> Of(Chat chat, Member member)
        => [.. Enum.GetValues<Permission>().Where(permission => Allows(chat, member, permission))];

    public static bool Allows(Chat chat, Member member, Permission permission)
    {
        var leads = Leads(member);
        return permission switch
        {
            Permission.Send => chat.TakesMessages && member.Role != MemberRole.Reader && (leads || chat.SendBy == SendBy.All),
            Permission.React => chat.TakesMessages && member.Role != MemberRole.Reader,
            Permission.Pin => member.Role is not (MemberRole.Reader or MemberRole.Observer) && (chat.IsGroup ? leads : true),
            Permission.Invite or Permission.Remove or Permission.Edit => chat.IsGroup && leads,
            Permission.GiveRoles => chat.IsGroup && leads,
            Permission.DeleteOthers => chat.IsGroup && leads,
            Permission.Delete => chat.IsGroup && member.Role == MemberRole.Owner,
            Permission.Close => chat.Kind == ChatKind.Listing ? member.Role is not (MemberRole.Reader or MemberRole.Observer) : leads,
        };
    }

    /// <summary>Owner or admin of the chat.</summary>
    public static bool Leads(Member member) => member.Role is MemberRole.Owner or MemberRole.Admin;
}
