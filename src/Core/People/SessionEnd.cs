namespace Haggle.Core.People;

/// <summary>Why a session ended, as its sockets are told just before they close.</summary>
public static class SessionEnd
{
    public const string SignedOut = "signed_out";

    /// <summary>Ended from another device, another node or the command line.</summary>
    public const string Revoked = "revoked";
    public const string PasswordChanged = "password_changed";

    /// <summary>A used refresh token came back: somebody else has it.</summary>
    public const string RefreshReused = "refresh_reused";
    public const string Disabled = "disabled";
    public const string Erased = "erased";
}
