using System.Reflection;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
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
