"""The rules about polls, ballots and quizzes."""
