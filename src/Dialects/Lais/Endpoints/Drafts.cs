using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.Lais.Identity;
using Haggle.Dialects.Lais.Shapes;

namespace Haggle.Dialects.Lais.Endpoints;

/// <summary>What REST and the socket do alike with a message.</summary>
internal static class Drafts
{
    /// <summary>As Core says it of a text without words.</summary>
    public const string Empty = "Should not be empty";

    /// <param name="isRegistered">What is told of the sender.</param>
    public static Draft Of(ChatId chat, string text, bool isRegistered) => new(chat, text)
    {
        MostCodePoints = LaisOptions.MessageCodePoints,
        Payload = isRegistered ? SenderFlag.Registered : null,
        IsVouchedFor = true,
    };

    /// <summary>As the client claims, where words are taken; elsewhere as it is.</summary>
    public static bool FlagOf(this LaisCallers callers, Person sender, bool? claimed) => callers.IsOpen ? claimed ?? false : sender.Kind == PersonKind.Account;
}
