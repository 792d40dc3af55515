using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Transcripts;

/// <summary>One recorded exchange, played again. The form is told in contracts/transcripts/README.md.</summary>
/// <param name="server">Its address, without a path.</param>
/// <param name="door">The prefix under which the wire is served.</param>
internal sealed partial class Transcript(Uri server, string door) : IAsyncDisposable
{
    private readonly HttpClient http = new(new HttpClientHandler { UseCookies = false }) { BaseAddress = server };
    private readonly Dictionary<string, string> known = new() { ["random"] = Guid.NewGuid().ToString("N") };
    private readonly Dictionary<string, (TextSocket Socket, int Heard)> sockets = [];
    private string answer = "";

    /// <summary>The files of a wire, for a theory.</summary>
    public static TheoryData<string> Of(string wire)
        => [.. Directory.EnumerateFiles(Path.Combine(Checkout.Root, "contracts", "transcripts", wire), "*.txt").Select(Path.GetFileName).OfType<string>().Order()];

    /// <summary>Fills a blank from outside: what this wire's clients bring along.</summary>
    public void Know(string name, string value) => known[name] = value;

    public async Task PlayAsync(string wire, string file)
    {
        var number = 0;
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(Checkout.Root, "contracts", "transcripts", wire, file)))
        {
            number++;
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            await StepAsync(line, $"{file}:{number}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        foreach (var (socket, _) in sockets.Values)
            await socket.DisposeAsync();
    }

    private async Task StepAsync(string line, string place)
    {
        if (line.StartsWith("< ", StringComparison.Ordinal))
            Compare(line[2..], answer, place);
        else if (Opening().Match(line) is { Success: true } opens)
            sockets.Add(opens.Groups[1].Value, (await TextSocket.ConnectAsync(server, door + Fill(opens.Groups[2].Value)), 0));
        else if (Refusal().Match(line) is { Success: true } refused)
            Assert.Equal($"{refused.Groups[1].Value} at {place}", $"{await JsonSocket.RefusedAsync(server, door + Fill(refused.Groups[2].Value))} at {place}");
        else if (Leaving().Match(line) is { Success: true } leaves)
            await sockets[leaves.Groups[1].Value].Socket.CloseAsync();
        else if (Closing().Match(line) is { Success: true } closes)
            Assert.Equal($"{closes.Groups[2].Value} at {place}", $"{await sockets[closes.Groups[1].Value].Socket.ClosedAsync()} at {place}");
        else if (Frame().Match(line) is { Success: true } frame)
            await PlayFrameAsync(frame.Groups[1].Value, frame.Groups[2].Value == ">", frame.Groups[3].Value, place);
        else if (Call().Match(line) is { Success: true } call)
            await CallAsync(call.Groups[1].Value, call.Groups[2].Value, Fill(call.Groups[3].Value), Fill(call.Groups[4].Value));
        else
            Assert.Fail($"{place} is no line of a transcript: {line}");
    }

    private async Task PlayFrameAsync(string name, bool isSent, string text, string place)
    {
        var (socket, heard) = sockets[name];
        if (isSent)
        {
            await socket.SendTextAsync(Fill(text));
            return;
        }
        var skipped = heard;
        var frame = await socket.Frames.FirstAsync(_ => skipped-- <= 0, $"the frame of {place}");
        sockets[name] = (socket, heard + 1);
        Compare(text, frame, place);
    }

    private async Task CallAsync(string caller, string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), door + path);
        if (known.TryGetValue($"{caller}.token", out var token))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body.StartsWith("form ", StringComparison.Ordinal))
            request.Content = new StringContent(body["form ".Length..], Encoding.UTF8, "application/x-www-form-urlencoded");
        else if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request);
        answer = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}".TrimEnd();
    }

    /// <summary>What is said must be this, with what is not yet known learned from it.</summary>
    private void Compare(string expected, string said, string place)
    {
        var fresh = new List<string>();
        var pattern = Blank().Replace(Regex.Escape(expected.TrimEnd()).Replace(@"\{\{", "{{", StringComparison.Ordinal), blank =>
        {
            var name = blank.Groups[1].Value.Replace("\\", "", StringComparison.Ordinal);
            if (name == "time")
                return @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00)?";
            if (known.TryGetValue(name, out var value))
                return Regex.Escape(value);
            if (fresh.Contains(name))
                return $@"\k<v{fresh.IndexOf(name)}>";
            fresh.Add(name);
            return $@"(?<v{fresh.Count - 1}>[^""\s,}}\]]+)";
        });
        var match = Regex.Match(said, $"^{pattern}$");
        Assert.True(match.Success, $"{place}\nexpected {Fill(expected)}\ngot      {said}");
        for (var i = 0; i < fresh.Count; i++)
            known[fresh[i]] = match.Groups[$"v{i}"].Value;
    }

    private string Fill(string text) => Blank().Replace(text, blank => ValueOf(blank.Groups[1].Value) ?? blank.Value);

    private string? ValueOf(string name)
    {
        if (!known.TryGetValue(name, out var value) && name.EndsWith(".uuid", StringComparison.Ordinal))
            known[name] = value = Guid.NewGuid().ToString("D");
        return value;
    }

    [GeneratedRegex(@"\{\{([\w.\\-]+)\}\}")]
    private static partial Regex Blank();

    [GeneratedRegex(@"^([\w.]+) opens (\S+)$")]
    private static partial Regex Opening();

    [GeneratedRegex(@"^[\w.]+ is refused (\d+) (\S+)$")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"^([\w.]+) leaves$")]
    private static partial Regex Leaving();

    [GeneratedRegex(@"^([\w.]+) closes (\d+)$")]
    private static partial Regex Closing();

    [GeneratedRegex(@"^(\w+\.\w+)([<>]) (.+)$")]
    private static partial Regex Frame();

    [GeneratedRegex(@"^(\w+)> ([A-Z]+) (\S+) ?(.*)$")]
    private static partial Regex Call();
}
