using System.Text.Json.Nodes;

namespace Haggle.Server.Tests.Truth;

/// <summary>One chat on one device, and what each event makes of it.</summary>
internal sealed class Room(JsonObject chat, SortedDictionary<long, JsonObject>? messages = null)
{
    public JsonObject Chat => chat;

    public SortedDictionary<long, JsonObject> Messages { get; } = messages ?? [];

    public long Revision { get; set; }

    public long Seq => (long)chat["last_seq"]!;

    public JsonObject My => chat["my"]!.AsObject();

    public IEnumerable<JsonObject> Participants => chat["participants"]!.AsArray().Select(person => person!.AsObject());

    /// <summary>An event whose turn it is.</summary>
    public void Apply(string name, JsonObject data, long me)
    {
        switch (name)
        {
            case "message.created":
                Messages[(long)data["seq"]!] = data;
                chat["last_seq"] = data["seq"]!.DeepClone();
                if (My["muted_until"] is null)
                    My["archived"] = false; // a new message brings a chat back
                break;
            case "message.updated":
                Messages[(long)data["seq"]!] = data;
                Quote(data);
                break;
            case "message.deleted":
                Bury(data);
                break;
            case "reaction.added" or "reaction.removed":
                React(data, name == "reaction.added", me);
                break;
            case "message.pinned" or "message.unpinned":
                Pin(data, name == "message.pinned");
                break;
            case "receipt.updated":
                Move(data, me);
                break;
            case "chat.updated":
                foreach (var (field, value) in data.Where(field => field.Key != "chat_id"))
                    chat[field] = value?.DeepClone();
                break;
            case "member.added" or "member.updated":
                Remove((long)data["participant"]!["id"]!);
                chat["participants"]!.AsArray().Add(data["participant"]!.DeepClone());
                if ((long)data["participant"]!["id"]! == me)
                    My["role"] = data["participant"]!["role"]!.DeepClone();
                break;
            case "member.removed":
                Remove((long)data["user_id"]!);
                break;
            case "listing.updated":
                chat["listing"] = data["listing"]!.DeepClone();
                break;
            default:
                Assert.Fail($"No client knows what {name} makes of a chat.");
                break;
        }

        chat["participant_count"] = Participants.Count();
    }

    /// <summary>The chat with all that a client works out for itself.</summary>
    public JsonObject Picture(long me)
    {
        var picture = (JsonObject)chat.DeepClone();
        var unread = Messages.Values.Where(message
            => (long)message["seq"]! > (long)My["last_read_seq"]! && message["author_id"] is { } author && (long)author != me && message["deleted_at"] is null).ToList();
        picture["last_message"] = Messages.Count == 0 ? null : Messages.Values.Last().DeepClone();
        picture["unread_count"] = unread.Count;
        picture["permissions"] = new JsonArray([.. Permissions().Select(permission => JsonValue.Create(permission))]);
        picture["mention_count"] = unread.Count(message => message["mentions"]!.AsArray().Any(person => (long)person! == me));
        return picture;
    }

    /// <summary>What one may do, by the table of docs/protocol.md, "Objects".</summary>
    private IEnumerable<string> Permissions()
    {
        var (role, kind) = ((string)My["role"]!, (string)chat["kind"]!);
        var (isOpen, isGroup) = ((string)chat["status"]! is "active" or "disputed", kind == "group");
        var (leads, isReader) = (role is "owner" or "admin", role == "reader");
        (string Permission, bool Holds)[] table =
        [
            ("send", isOpen && !isReader && (leads || (string)chat["send_by"]! == "all")),
            ("react", isOpen && !isReader),
            ("pin", !isReader && (!isGroup || leads)),
            ("invite", isGroup && leads),
            ("remove", isGroup && leads),
            ("edit", isGroup && leads),
            ("give_roles", isGroup && leads),
            ("delete_others", isGroup && leads),
            ("delete", isGroup && role == "owner"),
            ("close", kind == "listing" ? !isReader : leads),
        ];
        return table.Where(row => row.Holds).Select(row => row.Permission);
    }

    private void Bury(JsonObject data)
    {
        var message = Messages[(long)data["seq"]!];
        (message["content"], message["payload"], message["pinned_at"]) = ("", null, null);
        (message["mentions"], message["attachments"], message["reactions"]) = (new JsonArray(), new JsonArray(), new JsonArray());
        (message["deleted_at"], message["revision"]) = (data["deleted_at"]!.DeepClone(), data["revision"]!.DeepClone());
        Unpin((long)message["id"]!);
        Quote(message);
    }

    /// <summary>What was replied to is quoted as it is now.</summary>
    private void Quote(JsonObject original)
    {
        var content = string.Concat(((string)original["content"]!).EnumerateRunes().Take(200));
        foreach (var reply in Messages.Values.Select(message => message["reply_to"]).OfType<JsonObject>().Where(quote => (long)quote["id"]! == (long)original["id"]!))
            reply["content"] = content;
    }

    private void React(JsonObject data, bool isAdded, long me)
    {
        if (MessageOf(data) is not { } message)
            return;
        var reactions = message["reactions"]!.AsArray();
        var emoji = (string)data["emoji"]!;
        var one = reactions.FirstOrDefault(reaction => (string)reaction!["emoji"]! == emoji);
        if (one is null)
            reactions.Add(one = new JsonObject { ["emoji"] = emoji, ["count"] = 0, ["me"] = false });
        one["count"] = data["count"]!.DeepClone();
        if ((long)data["user_id"]! == me)
            one["me"] = isAdded;
        if ((int)one["count"]! == 0)
            reactions.Remove(one);
        message["revision"] = data["revision"]!.DeepClone();
    }

    private void Pin(JsonObject data, bool isPinned)
    {
        var id = (long)data["message_id"]!;
        Unpin(id);
        if (isPinned)
            chat["pinned_message_ids"]!.AsArray().Insert(0, id);
        if (MessageOf(data) is not { } message)
            return;
        message["pinned_at"] = isPinned ? data["pinned_at"]?.DeepClone() : null;
        message["revision"] = data["revision"]!.DeepClone();
    }

    private void Unpin(long message)
    {
        var pins = chat["pinned_message_ids"]!.AsArray();
        pins.RemoveAll(pin => (long)pin! == message);
    }

    private void Move(JsonObject data, long me)
    {
        var whose = Participants.Where(person => (long)person["id"]! == (long)data["user_id"]!);
        foreach (var pointers in (long)data["user_id"]! == me ? whose.Append(My) : whose)
        {
            pointers["last_read_seq"] = data["last_read_seq"]?.DeepClone();
            pointers["last_delivered_seq"] = data["last_delivered_seq"]!.DeepClone();
        }
    }

    private JsonObject? MessageOf(JsonObject data) => Messages.Values.FirstOrDefault(message => (long)message["id"]! == (long)data["message_id"]!);

    private void Remove(long person) => chat["participants"]!.AsArray().RemoveAll(participant => (long)participant!["id"]! == person);
}
