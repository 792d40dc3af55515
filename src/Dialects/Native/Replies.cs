using System.Text.Json.Serialization.Metadata;
using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.Native.Socket;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Native;

/// <summary>Answers over REST in the native wire's JSON.</summary>
internal static class Replies
{
    public static IResult Ok<T>(T value, JsonTypeInfo<T> shape) => TypedResults.Json(value, shape);

    public static IResult Ok(MessagePage page, PersonId viewer)
        => new WrittenReply<(MessagePage Page, PersonId Viewer)>((page, viewer), static (writer, said) => MessageWriter.Write(writer, said.Page, said.Viewer));

    public static IResult Created<T>(T value, JsonTypeInfo<T> shape) => TypedResults.Json(value, shape, statusCode: StatusCodes.Status201Created);

    /// <summary>201 for what was made just now, 200 for what was there.</summary>
    public static IResult CreatedOrFound<T>(T value, bool isNew, JsonTypeInfo<T> shape)
        => TypedResults.Json(value, shape, statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);

    public static IResult Done { get; } = TypedResults.NoContent();

    public static IResult DoneOr<T>(this Result<T> result) => result.Refusal?.ToHttp() ?? Done;
}
