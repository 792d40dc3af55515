using System.Globalization;
using System.Reflection;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Native.Parameters;

/// <summary><c>{chat_id}</c> of a path.</summary>
internal sealed class ChatInPath(Result<long> read) : IBindableFromHttpContext<ChatInPath>, IEndpointParameterMetadataProvider, IUnbound
{
    public ChatId Id => new(read.Value());

    public Refusal? Refusal => read.Refusal;

    public static ValueTask<ChatInPath?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new ChatInPath(PathIds.Read(context, "chat_id", "chat")));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Note(ParameterNote.Id("chat_id", "The chat's `id`."));
}

/// <summary><c>{message_id}</c> of a path.</summary>
internal sealed class MessageInPath(Result<long> read) : IBindableFromHttpContext<MessageInPath>, IEndpointParameterMetadataProvider, IUnbound
{
    public MessageId Id => new(read.Value());

    public Refusal? Refusal => read.Refusal;

    public static ValueTask<MessageInPath?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new MessageInPath(PathIds.Read(context, "message_id", "message")));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Note(ParameterNote.Id("message_id", "The message's `id`."));
}

/// <summary><c>{user_id}</c> of a path.</summary>
internal sealed class PersonInPath(Result<long> read) : IBindableFromHttpContext<PersonInPath>, IEndpointParameterMetadataProvider, IUnbound
{
    public PersonId Id => new(read.Value());

    public Refusal? Refusal => read.Refusal;

    public static ValueTask<PersonInPath?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new PersonInPath(PathIds.Read(context, "user_id", "user")));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Note(ParameterNote.Id("user_id", "The person's `id`."));
}

/// <summary><c>{session_id}</c> of a path.</summary>
internal sealed class SessionInPath(Result<long> read) : IBindableFromHttpContext<SessionInPath>, IEndpointParameterMetadataProvider, IUnbound
{
    public SessionId Id => new(read.Value());

    public Refusal? Refusal => read.Refusal;

    public static ValueTask<SessionInPath?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new SessionInPath(PathIds.Read(context, "session_id", "session")));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Note(ParameterNote.Id("session_id", "The session's `id`."));
}

internal static class PathIds
{
    /// <summary>Above it JavaScript would round; we never give such an id.</summary>
    private const long Most = (1L << 53) - 1;

    /// <returns>
    /// The id; <see cref="RefusalKind.NotFound"/> <paramref name="thing"/> for a number that is nobody's id, however long it is;
    /// <see cref="RefusalKind.Invalid"/> for what is no number.
    /// </returns>
    public static Result<long> Read(HttpContext http, string name, string thing)
    {
        var text = http.Request.RouteValues[name] as string ?? "";
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return Refusal.Invalid($"path.{name}", "Input should be a whole number");
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) && id is > 0 and <= Most ? id : Refusal.NotFound(thing);
    }

    public static long Value(this Result<long> read)
        => read.TryGet(out var id, out _) ? id : throw new InvalidOperationException("The path was refused; RefuseUnbound is missing on this route.");
}
