using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.Requests;

/// <summary>Body of <c>POST /chats/{chat_id}/members</c>.</summary>
internal sealed record AddMembersJson([property: JsonPropertyName("user_ids")] IReadOnlyList<long>? UserIds)
{
    public IReadOnlyCollection<PersonId> Ids() => [.. (UserIds ?? []).Select(id => new PersonId(id))];
}

/// <summary>Body of <c>PATCH /chats/{chat_id}/members/{user_id}</c>.</summary>
internal sealed record GiveRoleJson([property: JsonPropertyName("role")] string? Role)
{
    public Result<MemberRole> ToRole()
        => Words.TryParse(Role, static candidate => candidate.Word(), out MemberRole role) ? role : Refusal.Invalid("role", "owner, admin, member or reader");
}
