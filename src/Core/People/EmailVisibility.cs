using Haggle.Core.Chats;

namespace Haggle.Core.People;

/// <summary>Whether a chat shows its members' e-mails: addresses could otherwise be harvested by counting ids.</summary>
public enum EmailVisibility
{
    /// <summary>In direct chats only, as one existing system documents it.</summary>
    Direct,

    /// <summary>Only to oneself.</summary>
    Never,
}

public static class EmailVisibilityRule
{
    /// <summary>The e-mail of <paramref name="person"/> as the other members of a chat of this kind may see it.</summary>
    public static string? EmailOf(this EmailVisibility visibility, Person person, ChatKind chat)
        => visibility == EmailVisibility.Direct && chat == ChatKind.Direct ? person.Email : null;
}
