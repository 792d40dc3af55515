namespace Haggle.Server.Tests.Authorisation;

/// <summary>Everybody who may knock at Boards' door, in the order of the table's columns. Each brings a token, or none, and says ids of somebody's.</summary>
internal enum BoardsCaller
{
    /// <summary>Says no id, and has no token.</summary>
    Nobody,

    /// <summary>Says the buyer's id, and has no token.</summary>
    Bare,

    /// <summary>The buyer, with a token that has ended.</summary>
    Expired,

    /// <summary>The buyer, with a token that was issued to another client.</summary>
    Foreign,

    /// <summary>Another buyer, who says the buyer's id.</summary>
    Impostor,

    /// <summary>Signed in as a buyer, without a profile, with the id of that sign-in.</summary>
    Newcomer,

    /// <summary>A buyer who is not in the thread.</summary>
    Stranger,

    /// <summary>A seller who is not in the thread.</summary>
    Rival,

    /// <summary>The thread's seller.</summary>
    Seller,

    /// <summary>The thread's buyer, who has said the message.</summary>
    Buyer,

    /// <summary>An admin of the server, with a token of the server's own.</summary>
    Admin,
}
