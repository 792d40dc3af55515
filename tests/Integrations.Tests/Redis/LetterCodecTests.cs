using System.Text.Json;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Integrations.Redis;
using Haggle.Realtime.Nodes;

namespace Haggle.Integrations.Tests.Redis;

public sealed class LetterCodecTests
{
    private static readonly NodeId Here = NodeId.New();
    private static readonly NodeId There = NodeId.New();

    public static TheoryData<string, bool> EveryKind => new(
        from kind in Kinds<ChatEvent>().Concat(Kinds<PersonalEvent>()).Concat(Kinds<FleetingEvent>()).Concat(Kinds<Letter>())
        from isFull in new[] { true, false }
        select (kind.FullName!, isFull));

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void What_one_node_writes_another_reads_the_same(string kind, bool isFull)
    {
        var specimen = new Specimen(isFull);
        var letter = Wrap(specimen.Make(Type(kind)));
        var read = Read(Envelope.Seal(Here, [], letter), out var addressees);
        Assert.Null(Specimen.Difference(letter, read));
        Assert.Empty(addressees);
    }

    [Fact]
    public void An_envelope_names_whom_it_is_for_and_is_not_opened_by_its_sender()
    {
        PersonId[] people = [new(1), new(long.MaxValue)];
        var sealedLetter = Envelope.Seal(Here, people, new HideLetter(new PersonId(5), null));
        Assert.False(Envelope.TryOpen(sealedLetter, Here, out _, out _));
        Assert.Equal(new HideLetter(new PersonId(5), null), Read(sealedLetter, out var addressees));
        Assert.Equal(people, addressees);
    }

    [Fact]
    public void What_is_cut_short_changed_or_of_an_unknown_kind_is_no_letter()
    {
        var sealedLetter = Envelope.Seal(Here, [new(1)], new HideLetter(new PersonId(5), null));
        for (var length = 0; length < sealedLetter.Length; length++)
            Assert.ThrowsAny<JsonException>(() => Read(sealedLetter[..length], out _));
        byte[] huge = [.. sealedLetter[..8], 255, 255, 255, 127, .. sealedLetter[12..]];
        Assert.ThrowsAny<JsonException>(() => Read(huge, out _));
        var unknown = (byte[])[.. new byte[12], .. "{\"is\":\"NewsOfTheNextVersion\"}"u8];
        Assert.ThrowsAny<JsonException>(() => Read(unknown, out _));
    }

    private static IEnumerable<Type> Kinds<T>() => typeof(T).Assembly.GetTypes().Where(kind => kind.IsSubclassOf(typeof(T)));

    private static Type Type(string kind) => typeof(Letter).Assembly.GetType(kind) ?? typeof(ChatEvent).Assembly.GetType(kind)!;

    private static Letter Wrap(object specimen) => specimen switch
    {
        ChatEvent happened => new ChatLetter(happened),
        PersonalEvent happened => new PersonalLetter(new PersonId(7), happened),
        FleetingEvent happened => new FleetingLetter(happened),
        _ => (Letter)specimen,
    };

    private static Letter Read(byte[] sealedLetter, out PersonId[] addressees)
    {
        Assert.True(Envelope.TryOpen(sealedLetter, There, out addressees, out var letter));
        return letter!;
    }
}
