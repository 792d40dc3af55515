using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Storage.Relational;

namespace Haggle.Storage.Tests.Relational;

/// <summary>The numbers stand in rows that were written long ago: what is here may grow, and never change.</summary>
public sealed class CodesTests
{
    [Fact]
    public void The_numbers_of_people_are_these()
    {
        Assert.Equal([1, 2, 3], All<PersonKind>(Codes.Of, Codes.ToPersonKind));
        Assert.Equal([1, 2, 3], All<PersonRole>(Codes.Of, Codes.ToPersonRole));
        Assert.Equal([1, 2, 3], All<PresenceVisibility>(Codes.Of, Codes.ToPresenceVisibility));
    }

    [Fact]
    public void The_numbers_of_chats_are_these()
    {
        Assert.Equal([1, 2, 3, 4, 5, 6], All<ChatKind>(Codes.Of, Codes.ToChatKind));
        Assert.Equal([1, 2, 3, 4], All<ChatStatus>(Codes.Of, Codes.ToChatStatus));
        Assert.Equal([1, 2], All<SendBy>(Codes.Of, Codes.ToSendBy));
        Assert.Equal([1, 2, 3], All<SupportState>(Codes.Of, Codes.ToSupport));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], All<MemberRole>(Codes.Of, Codes.ToMemberRole));
        Assert.Equal([1, 2, 3], All<Notify>(Codes.Of, Codes.ToNotify));
    }

    [Fact]
    public void The_numbers_of_messages_and_listings_are_these()
    {
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], All<MessageType>(Codes.Of, Codes.ToMessageType));
        Assert.Equal([1, 2, 3, 4], All<ListingState>(Codes.Of, Codes.ToListingState));
    }

    [Fact]
    public void The_words_that_queries_name_by_number_have_it()
    {
        Assert.Equal((1, 3), (Codes.Of(ChatKind.Direct), Codes.Of(ChatKind.Listing)));
        Assert.Equal((1, 3), (Codes.Of(ChatStatus.Active), Codes.Of(ChatStatus.Disputed)));
        Assert.Equal((1, 2, 7), (Codes.Of(MemberRole.Owner), Codes.Of(MemberRole.Admin), Codes.Of(MemberRole.Reader)));
        Assert.Equal(2, Codes.Of(SendBy.Admins));
        Assert.Equal((3, 1, 3), (Codes.Of(PersonKind.System), Codes.Of(PersonRole.User), Codes.Of(PresenceVisibility.Nobody)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(7)]
    public void A_number_of_a_newer_program_is_not_taken_for_another_word(short number)
        => Assert.Throws<InvalidOperationException>(() => Codes.ToChatKind(number));

    [Fact]
    public void A_word_without_a_number_or_a_number_twice_is_noticed_at_once()
    {
        Assert.Throws<InvalidOperationException>(() => new Code<SendBy>((SendBy.All, 1)));
        Assert.Throws<InvalidOperationException>(() => new Code<SendBy>((SendBy.All, 1), (SendBy.Admins, 1)));
    }

    private static IEnumerable<short> All<T>(Func<T, short> of, Func<short, T> to)
        where T : struct, Enum
    {
        foreach (var word in Enum.GetValues<T>())
            Assert.Equal(word, to(of(word)));
        return Enum.GetValues<T>().Select(of);
    }
}
