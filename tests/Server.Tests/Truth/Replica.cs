using System.Text.Json;
using System.Text.Json.Nodes;
using Haggle.Testing;

namespace Haggle.Server.Tests.Truth;

/// <summary>What one device knows: what it once fetched, changed by nothing but the events that came since. Source: docs/protocol.md.</summary>
internal sealed class Replica(NativeSocket socket, NativePerson me, string device)
{
    private readonly Dictionary<long, Room> rooms = [];
    private readonly SortedSet<long> blocked = [];
    private JsonObject profile = [];
    private int heard;

    public string Name => $"{me.DisplayName}'s {device}";

    public NativePerson Me => me;

    public IEnumerable<long> Chats => rooms.Keys;

    public long RevisionOf(long chat) => rooms.TryGetValue(chat, out var room) ? room.Revision : 0;

    /// <summary>Fetches everything there is, and forgets what it had.</summary>
    public async Task StartOverAsync(JsonElement self, IEnumerable<long> blockedPeople)
    {
        rooms.Clear();
        blocked.Clear();
        heard = socket.Frames.Count;
        await socket.StartSessionAsync([]);
        await HearAsync();
        profile = Copy(self);
        blocked.UnionWith(blockedPeople);
    }

    /// <summary>Applies all that has come.</summary>
    public async Task HearAsync()
    {
        await socket.CommandAsync("ping", new { }); // what was sent to this device before has come before
        for (var frames = socket.Frames.All; heard < frames.Count;)
            await HearAsync(frames[heard++]);
    }

    /// <summary>What the chat looks like here.</summary>
    public JsonObject Chat(long chat) => rooms[chat].Picture(me.Id);

    public IEnumerable<JsonNode> Messages(long chat) => rooms[chat].Messages.Values.Select(message => message.DeepClone());

    public JsonObject Profile() => (JsonObject)profile.DeepClone();

    public IEnumerable<long> Blocked => blocked;

    private async Task HearAsync(NativeFrame frame)
    {
        if (frame.Event is "reply" or "error" or "session.started" or "sync.completed")
            return;
        var data = Copy(frame.Data);
        switch (frame.Event)
        {
            case "sync.chat":
                TakeSync(data);
                break;
            case "chat.removed":
                rooms.Remove((long)data["chat_id"]!);
                break;
            case "chat.settings_updated":
                if (rooms.TryGetValue((long)data["chat_id"]!, out var configured))
                    configured.Chat["my"] = data["my"]!.DeepClone();
                break;
            case "unread.updated":
                if (rooms.TryGetValue((long)data["chat_id"]!, out var read))
                    read.My["marked_unread"] = false; // reading takes the mark away
                break;
            case "message.deleted" when data["revision"] is null:
                if (rooms.TryGetValue((long)data["chat_id"]!, out var hidden))
                    hidden.Messages.Remove((long)data["seq"]!);
                break;
            case "block.updated":
                _ = (bool)data["blocked"]! ? blocked.Add((long)data["user_id"]!) : blocked.Remove((long)data["user_id"]!);
                break;
            case "user.updated":
                TakeProfile(data);
                break;
            case "chat.outdated":
                var outdated = (long)data["chat_id"]!;
                if (RevisionOf(outdated) < (long)data["current_revision"]!)
                    await SyncAsync(outdated, rooms.TryGetValue(outdated, out var known) ? known.Seq : 0, RevisionOf(outdated));
                break;
            case "typing.started" or "typing.stopped" or "presence.updated" or "session.expiring":
                break;
            default:
                await HearDurableAsync(frame.Event, data);
                break;
        }
    }

    private async Task HearDurableAsync(string name, JsonObject data)
    {
        var chat = (long)data[name == "chat.created" ? "id" : "chat_id"]!;
        var revision = (long)data["revision"]!;
        if (!rooms.TryGetValue(chat, out var room))
        {
            if (name == "chat.created")
                rooms[chat] = new Room(data) { Revision = revision };
            if (name != "chat.created" || (long)data["last_seq"]! > 0)
                await SyncAsync(chat, 0, 0);
        }
        else if (revision == room.Revision + 1)
        {
            room.Revision = revision;
            room.Chat["revision"] = revision;
            room.Apply(name, data, me.Id);
        }
        else if (revision > room.Revision)
        {
            await SyncAsync(chat, room.Seq, room.Revision);
        }
    }

    private async Task SyncAsync(long chat, long seq, long revision)
    {
        var answer = await socket.TryCommandAsync("chat.sync", new { chat_id = chat, seq, revision });
        if (answer.Code == "not_found")
            rooms.Remove(chat);
        else
            TakeSync(Copy(answer.Data));
    }

    private void TakeSync(JsonObject sync)
    {
        Assert.False((bool)sync["more"]!, "The chats of this story are short.");
        var chat = (JsonObject)sync["chat"]!.DeepClone();
        var id = (long)chat["id"]!;
        var messages = (bool)sync["reset"]! || !rooms.TryGetValue(id, out var known) ? [] : known.Messages;
        foreach (var message in sync["messages"]!.AsArray().Concat(sync["changed"]!.AsArray()))
            messages[(long)message!["seq"]!] = (JsonObject)message.DeepClone();
        rooms[id] = new Room(chat, messages) { Revision = (long)chat["revision"]! };
    }

    private void TakeProfile(JsonObject user)
    {
        string[] shown = ["display_name", "tag", "avatar_url"];
        if ((long)user["id"]! == me.Id)
            profile = (JsonObject)user.DeepClone();
        var seen = rooms.Values.SelectMany(room => room.Participants).Where(person => (long)person["id"]! == (long)user["id"]!);
        foreach (var person in seen)
        {
            foreach (var field in shown)
                person[field] = user[field]?.DeepClone();
        }
    }

    private static JsonObject Copy(JsonElement json) => (JsonObject)JsonNode.Parse(json.GetRawText())!;
}
