using System.Text;
using System.Text.Json.Nodes;

namespace Haggle.Server.Tests.Garbage;

/// <summary>Good JSON gone bad, in every way that we could think of: its bytes, its values, its shape, its size.</summary>
internal sealed class Mutations(int seed)
{
    private static readonly string[] BadValues =
    [
        "null", "true", "-1", "0", "1.5", "1e308", "1e999", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "99999999999999999999999999",
        "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"👩‍👩‍👧‍👦\"", "\"\\u202e\"", "[]", "{}", "[null]", "[[]]", "[[1,2]]", "{\"\":{}}", "[1,2,3,4]",
    ];

    private readonly Random random = new(seed);

    /// <summary>The same, mostly with one thing wrong; rarely with several, rarely with none.</summary>
    public byte[] Spoil(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(random.Next(3) == 0 ? json : SpoilValues(json));
        for (var times = random.Next(3); times > 0; times--)
            bytes = SpoilBytes(bytes);
        return bytes;
    }

    /// <summary>Noise.</summary>
    public byte[] Noise(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    public int Next(int below) => random.Next(below);

    public T Choose<T>(IReadOnlyList<T> things) => things[random.Next(things.Count)];

    private string SpoilValues(string json)
    {
        var root = JsonNode.Parse(json)!;
        var places = Places(root).ToList();
        var (place, isName) = (Choose(places), random.Next(5) == 0);
        var mark = $"<<{random.Next()}>>";
        var bad = Bad();
        switch (place.Parent)
        {
            case JsonObject members when isName && random.Next(2) == 0:
                members.Remove(place.GetPropertyName());
                return root.ToJsonString();
            case JsonObject members when isName:
                var name = place.GetPropertyName();
                members.Remove(name);
                members.Add(name + mark, mark);
                break;
            case JsonObject or JsonArray:
                place.ReplaceWith(JsonValue.Create(mark));
                break;
            default:
                return bad;
        }

        // Some of what we put in can be written but not parsed.
        var escaped = JsonValue.Create(mark)!.ToJsonString();
        var spoilt = root.ToJsonString().Replace(escaped, bad, StringComparison.Ordinal);
        return random.Next(10) == 0 ? spoilt.Replace("{", $"{{\"event\":{bad},", StringComparison.Ordinal) : spoilt;
    }

    private string Bad() => random.Next(8) switch
    {
        0 => $"\"{new string('x', random.Next(1, 20_000))}\"",
        1 => new string('[', random.Next(1, 200)) + new string(']', random.Next(1, 200)),
        2 => string.Concat(Enumerable.Repeat("{\"a\":", random.Next(1, 200))) + "1" + new string('}', random.Next(1, 200)),
        3 => $"[{string.Join(',', Enumerable.Range(0, random.Next(1, 2_000)))}]",
        _ => Choose(BadValues),
    };

    private byte[] SpoilBytes(byte[] bytes)
    {
        var at = random.Next(bytes.Length + 1);
        var length = random.Next(Math.Min(16, bytes.Length - at) + 1);
        switch (random.Next(7))
        {
            case 0 when bytes.Length > 0:
                var flipped = (byte[])bytes.Clone();
                flipped[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 2:
                return [.. bytes[..at], .. Noise(random.Next(16)), .. bytes[at..]];
            case 3:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 4:
                return bytes[..at];
            case 5:
                return [0xef, 0xbb, 0xbf, .. bytes];
            default:
                return [.. bytes[..at], .. Choose<byte[]>([[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0], [0xe2, 0x80, 0xae], "}"u8.ToArray(), "\""u8.ToArray()]), .. bytes[at..]];
        }
    }

    private static IEnumerable<JsonNode> Places(JsonNode node) => node switch
    {
        JsonObject members => members.Where(member => member.Value is not null).SelectMany(member => Places(member.Value!)).Append(node),
        JsonArray items => items.Where(item => item is not null).SelectMany(item => Places(item!)).Append(node),
        _ => [node],
    };
}
