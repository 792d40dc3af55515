namespace Haggle.Storage.Tests.Model;

/// <summary>Something that one of three people does in one of two chats: 0 is direct between 0 and 1, 1 is a group of all three.</summary>
/// <param name="Number">What it is about: a client id, a seq, a message or another person.</param>
public sealed record Step(Deed Deed, int Who, int Chat, int Number);

public enum Deed { Say, SayWithId, Read, Deliver, Edit, Delete, React, Unreact, Hide, Clear, MarkUnread, Leave, Join, Block, Unblock, Close, Reopen, Remember }
