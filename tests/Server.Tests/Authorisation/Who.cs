namespace Haggle.Server.Tests.Authorisation;

/// <summary>Everybody who may knock, in the order of the tables' columns: whoever is refused comes before whoever changes something.</summary>
internal enum Who
{
    /// <summary>Without a credential.</summary>
    Nobody,

    /// <summary>The owner, with an access token that has ended.</summary>
    Expired,

    /// <summary>The owner, with the token of a session that was signed out.</summary>
    Revoked,

    /// <summary>The marketplace's backend, with its key.</summary>
    Backend,

    /// <summary>A guest who is not in the chat.</summary>
    Guest,

    /// <summary>An account that is not in the chat.</summary>
    Stranger,

    /// <summary>An account that was in the chat and was taken out.</summary>
    Former,

    /// <summary>A moderator of the server, not in the chat.</summary>
    Moderator,

    /// <summary>An admin of the server, not in the chat.</summary>
    Admin,

    /// <summary>A plain member of the chat: the other side.</summary>
    Member,

    /// <summary>Who made the chat and said the message.</summary>
    Owner,
}
