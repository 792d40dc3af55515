using System.Text.Json;
using System.Text.Json.Nodes;
using Haggle.Testing;

namespace Haggle.Server.Tests.Documents;

/// <summary>The examples of docs/protocol.md, and which of them a conversation has shown to be true.</summary>
internal sealed class Protocol
{
    private readonly List<Example> examples = [.. Markdown.Read("docs/protocol.md").Blocks.Where(block => block.Language.StartsWith("json", StringComparison.Ordinal)).Select(Example.Of)];
    private readonly HashSet<Example> shown = [];

    /// <summary>Commands that a client sends, in the page's order.</summary>
    public IEnumerable<Example> Commands => examples.Where(example => example.Mark == "command");

    /// <summary>What the page says of its events; some are shown as an answer.</summary>
    public IEnumerable<Example> Said => examples.Where(example => example.Mark is "event" or "answer");

    /// <summary>The Token response: the one block that is no frame.</summary>
    public Example Tokens => examples.Single(example => example.Mark.Length == 0);

    /// <summary>What the conversation did not come by. Empty, when it knows the whole page.</summary>
    public IEnumerable<Example> Untold => examples.Where(example => !shown.Contains(example));

    /// <summary>The documented command, with the real ids in the places of those of the example.</summary>
    /// <param name="name">Such as <c>message.send</c>.</param>
    /// <param name="real">Its members replace those of the example's data.</param>
    public (Example Example, string Frame) Command(string name, object real)
    {
        var example = Assert.Single(Commands, command => command.Event == name);
        var frame = JsonNode.Parse(example.Json.GetRawText())!;
        foreach (var (member, value) in JsonSerializer.SerializeToNode(real)!.AsObject())
        {
            Assert.True(frame["data"]![member] is not null, $"{example}: the conversation knows a {member}, the page does not");
            frame["data"]![member] = value?.DeepClone();
        }

        shown.Add(example);
        return (example, frame.ToJsonString());
    }

    /// <summary>Fails unless the answer is the one behind the command or, where none stands there, like one of the same section.</summary>
    public void Answered(Example command, NativeFrame answer)
    {
        var said = JsonElement.Parse(answer.Text);
        if (examples.ElementAtOrDefault(examples.IndexOf(command) + 1) is { Mark: "answer" } own)
        {
            Assert.True(Shape.FromExample(own.Json, said) is not { } difference, $"{own}: {Shape.FromExample(own.Json, said)} in {answer.Text}");
            shown.Add(own);
            return;
        }

        var alike = examples.Where(example => example.Mark == "answer" && example.Section == command.Section).ToList();
        Assert.True(alike.Exists(example => Shape.FromKind(example.Json.GetProperty("data"), answer.Data) is null), $"{command} was answered with {answer.Text}");
    }

    public void Told(Example example, JsonElement said)
    {
        Assert.True(Shape.FromExample(example.Json, said) is null, $"{example}: {Shape.FromExample(example.Json, said)} in {said}");
        shown.Add(example);
    }

    /// <summary>Every frame that somebody heard has a kind that the page knows, and every example of the page was heard as it stands there.</summary>
    public void Heard(IReadOnlyList<NativeFrame> frames)
    {
        var known = Said.Select(example => (example.Event, Data: example.Json.GetProperty("data"))).ToList();
        known.Add(("sync.chat", Assert.Single(Said, example => example.Section.Contains("chat.sync", StringComparison.Ordinal) && example.Data("chat")).Json.GetProperty("data")));
        var unknown = frames.Where(frame => !known.Exists(kind => kind.Event == frame.Event && Shape.FromKind(kind.Data, frame.Data) is null)).Select(frame => frame.Text);
        Assert.True(!unknown.Any(), $"Heard, and not documented:{Environment.NewLine}{string.Join(Environment.NewLine, unknown)}");
        foreach (var example in Said.Where(example => !shown.Contains(example) && frames.Any(frame => Shape.FromExample(example.Json, JsonElement.Parse(frame.Text)) is null)).ToList())
            shown.Add(example);
    }

    /// <summary>Why nothing that was heard is this example.</summary>
    public static string Why(Example example, IEnumerable<NativeFrame> frames)
    {
        var alike = frames.Where(frame => frame.Event == example.Event).Select(frame => $"  {Shape.FromExample(example.Json, JsonElement.Parse(frame.Text))}");
        return $"{example}: nobody heard {example.Event} as it stands there.{Environment.NewLine}{string.Join(Environment.NewLine, alike.Distinct())}";
    }

    /// <param name="Mark"><c>command</c>, <c>answer</c>, <c>event</c>, or empty.</param>
    internal sealed record Example(string Mark, JsonElement Json, string Section, string Place)
    {
        public string Event => Json.TryGetProperty("event", out var name) ? name.GetString()! : "";

        public bool Data(string member) => Json.GetProperty("data").TryGetProperty(member, out _);

        public static Example Of(Markdown.Block block)
        {
            var mark = block.Language["json".Length..].Trim();
            Assert.True(mark is "" or "command" or "answer" or "event", $"{block}: what is a {block.Language}?");
            return new Example(mark, JsonElement.Parse(block.Text), block.Section, block.Place);
        }

        public override string ToString() => Place;
    }
}
