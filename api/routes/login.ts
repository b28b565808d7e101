// Signing in and out.
import { type } from 'arktype'
import { isSameOrigin } from '../access/access.ts'
import { signInWith, signOut } from '../access/login.ts'
import { signInPage } from '../access/sign-in-page.ts'
import { ref } from '../openapi/schema.ts'
import { ProblemError } from '../problem.ts'
import { readBody, readForm } from './body.ts'
import { signIn } from './declarations.ts'
import type { Route } from './route.ts'

export const loginRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/v1/login',
    id: 'signIn',
    tag: 'operator',
    summary: 'Exchange the admin token for a cookie',
    description: 'A form is answered with pages, for browsers without script.',
    access: 'open',
    body: { 'application/json': ref('SignIn'), 'application/x-www-form-urlencoded': ref('SignIn') },
    answers: { 204: { description: 'The cookie is set' }, 303: { description: 'The form was right: on to the pages' } },
    problems: [
      'invalid_body',
      'unsupported_media_type',
      'body_too_large',
      'unauthorized',
      'forbidden_peer',
      'forbidden_origin',
      'too_many_attempts',
    ],
    async run(c, parts) {
      // Another site must not sign a visitor in under its own token.
      if (!isSameOrigin(c)) throw new ProblemError('forbidden_origin', 'Only pages served from here may ask for this.')
      if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')) {
        signInWith(c, (await readBody(c, signIn)).token, parts)
        return c.body(null, 204)
      }
      const form = signIn(Object.fromEntries(await readForm(c)))
      try {
        signInWith(c, form instanceof type.errors ? '' : form.token, parts)
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        return c.html(signInPage(error.message), error.code === 'too_many_attempts' ? 429 : 401)
      }
      return c.redirect('/', 303)
    },
  },
  {
    method: 'post',
    path: '/v1/logout',
    id: 'signOut',
    tag: 'operator',
    summary: 'Forget the cookie',
    access: 'private',
    answers: { 204: { description: 'It is forgotten' } },
    run(c) {
      signOut(c)
      return c.body(null, 204)
    },
  },
]
