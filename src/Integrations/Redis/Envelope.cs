using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Haggle.Core.People;
using Haggle.Realtime.Nodes;

namespace Haggle.Integrations.Redis;

/// <summary>A letter on its way: who sends it, to whom, and what it says.</summary>
/// <remarks>8 bytes of the sender's id, 4 of the number of addressees, 8 for each, all little-endian; then the letter's JSON. No addressees: to those of the channel.</remarks>
internal static class Envelope
{
    private const int Head = 12;

    public static byte[] Seal(NodeId sender, IReadOnlyList<PersonId> addressees, Letter letter)
    {
        var buffer = new ArrayBufferWriter<byte>(512 + 8 * addressees.Count);
        var head = buffer.GetSpan(Head + 8 * addressees.Count);
        BinaryPrimitives.WriteInt64LittleEndian(head, sender.Value);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], addressees.Count);
        for (var i = 0; i < addressees.Count; i++)
            BinaryPrimitives.WriteInt64LittleEndian(head[(Head + 8 * i)..], addressees[i].Value);
        buffer.Advance(Head + 8 * addressees.Count);
        using (var writer = new Utf8JsonWriter(buffer))
            LetterCodec.Write(writer, letter);
        return buffer.WrittenSpan.ToArray();
    }

    /// <returns>False when it comes from ourselves.</returns>
    /// <exception cref="JsonException">It is none of our letters.</exception>
    public static bool TryOpen(ReadOnlySpan<byte> sealedLetter, NodeId reader, out PersonId[] addressees, out Letter? letter)
    {
        (addressees, letter) = ([], null);
        if (sealedLetter.Length < Head)
            throw new JsonException("Too short.");
        if (BinaryPrimitives.ReadInt64LittleEndian(sealedLetter) == reader.Value)
            return false;
        var count = BinaryPrimitives.ReadInt32LittleEndian(sealedLetter[8..]);
        if (count < 0 || count > (sealedLetter.Length - Head) / 8)
            throw new JsonException("Too short for its addressees.");
        addressees = new PersonId[count];
        for (var i = 0; i < count; i++)
            addressees[i] = new PersonId(BinaryPrimitives.ReadInt64LittleEndian(sealedLetter[(Head + 8 * i)..]));
        letter = LetterCodec.Read(sealedLetter[(Head + 8 * count)..]);
        return true;
    }
}
