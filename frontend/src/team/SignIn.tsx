import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { Form } from "react-aria-components";
import { ApiError, api, unwrap } from "../api/client.ts";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { errorWords } from "../ui/States.tsx";
import styles from "./SignIn.module.css";

const route = getRouteApi("/sign-in");

export function SignIn() {
  const { to } = route.useSearch();
  const router = useRouter();
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: async () =>
      unwrap(await api.POST("/api/sign-in", { body: { email: email.trim(), password } })),
    onSuccess: (me) => {
      queries.clear();
      queries.setQueryData(["me"], me);
      router.history.push(to ?? "/positions");
    },
  });
  return (
    <main className={styles.page}>
      <title>Sign in · Assay</title>
      <Form
        className={styles.form ?? ""}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <div className={styles.brand}>
          <img src="/icon.svg" alt="" width="32" height="32" />
          Assay
        </div>
        <h1>Sign in</h1>
        {signIn.error ? <SignInFailure error={signIn.error} /> : null}
        <TextField
          label="Email"
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          isRequired
          autoFocus
        />
        <TextField
          label="Password"
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          isRequired
        />
        <Button
          type="submit"
          look="primary"
          isPending={signIn.isPending}
          isDisabled={!email.trim() || !password}
        >
          {signIn.isPending ? "Signing in" : "Sign in"}
        </Button>
        <p className={styles.note}>
          Here for an interview? Open the personal link in your invitation: it needs no password.
        </p>
      </Form>
    </main>
  );
}

function SignInFailure({ error }: { error: Error }) {
  if (error instanceof ApiError && error.status === 401) {
    return (
      <Notice kind="failed" title="Email and password do not match">
        Check both and try again. If you have forgotten the password, ask the person who runs Assay for you.
      </Notice>
    );
  }
  const { title, text } = errorWords(error);
  return (
    <Notice kind="failed" title={title}>
      {text}
    </Notice>
  );
}
